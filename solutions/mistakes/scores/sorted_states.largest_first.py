def scores(query, states):
    return sorted((dot(query, state) for state in states), reverse=True)
