"""You counted the houses. The first line of the file, with the names of the columns, is a line too."""


def lines():
    with open("houses.csv") as file:
        return len(file.readlines()) - 1
