"""What the browser loads: fetched, verified, packed; and the server that shows it."""
