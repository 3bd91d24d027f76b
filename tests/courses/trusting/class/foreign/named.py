def name_of(number):
    return {1: "uno", 2: "due", 3: "tre"}[number]
