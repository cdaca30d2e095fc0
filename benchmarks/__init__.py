"""What `make bench` runs: speed, memory and traffic, each against a bare counterpart."""
