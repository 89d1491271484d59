from talent_register.common.secret_links import new_token, token_hash


def test_secrets_are_long_and_never_the_same():
    made = {new_token() for _n in range(100)}

    assert len(made) == 100
    assert min(map(len, made)) >= 43


def test_a_hash_knows_its_secret_and_does_not_hold_it():
    token = new_token()

    assert token_hash(token) == token_hash(token)
    assert token_hash(token) != token_hash(token + "x")
    assert token not in token_hash(token)
    assert len(token_hash(token)) == 64
