"""Made-up people by the thousand, for trying the register out. Never runs where real people are."""
