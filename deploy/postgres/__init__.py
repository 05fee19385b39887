"""What the database server holds before anyone connects: a database and a role per department."""
