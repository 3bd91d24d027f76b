"""The commands, one module each. They parse options, call the engine and print; nothing else."""
