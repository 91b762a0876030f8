"""How fast the site is: each module measures one promise and prints a table."""
