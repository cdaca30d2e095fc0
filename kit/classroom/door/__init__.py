"""The class's door: by it telephones hand in to the class's folder, without a name or a log-in."""
