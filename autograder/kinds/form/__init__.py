"""Forms: a YAML file whose data check functions judge."""
