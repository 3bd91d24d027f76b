"""You divide the scores by their sum. A score may be negative, and a sum may be 0: shares come out that are none. What
makes shares of any scores was given to you; where is it called?"""


def sweep(queries, states):
    rows = []
    for query in queries:
        scores = [dot(query, state) for state in states]
        total = sum(scores)
        rows.append([score / total if total else 1 / len(scores) for score in scores])
    return rows
