def nothing(store: object, question: object, known: object) -> str:
    return ""
