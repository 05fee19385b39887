"""A RabbitMQ and a PostgreSQL of one's own, from what is installed, in a folder, on free ports."""
