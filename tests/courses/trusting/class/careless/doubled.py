def doubled(values):
    return [value + value for value in values][:1]
