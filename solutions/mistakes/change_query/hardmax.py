"""In your sweep the best position takes all the weight, and the others none. Softmax gives each of them its share, more
to a higher score: that is what lets the weights move little by little when the query does.
"""


def sweep(queries, states):
    rows = []
    for query in queries:
        found = [dot(query, state) for state in states]
        rows.append([1.0 if place == found.index(max(found)) else 0.0 for place in range(len(found))])
    return rows
