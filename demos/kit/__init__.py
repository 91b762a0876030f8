"""What demos are made of: controls, optim, losses, data, plot and the session that runs them."""
