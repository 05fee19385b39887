"""How phoihop is put on a machine: image, broker, databases, private servers of a workstation."""
