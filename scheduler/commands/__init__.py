"""The commands, by what they are about. They parse and print; they decide nothing."""
