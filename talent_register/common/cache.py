"""A cache that the register can live without."""

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import ConnectionError as RedisGone
from redis.exceptions import TimeoutError as RedisSlow


def _forgiving(name, answer):
    def call(self, *args, **kwargs):
        try:
            return getattr(RedisCache, name)(self, *args, **kwargs)
        except (RedisGone, RedisSlow):
            return answer(*args, **kwargs)

    return call


class ForgivingRedisCache(RedisCache):
    """Redis away means an empty cache, never an error page."""

    get = _forgiving("get", lambda key, default=None, version=None: default)
    set = _forgiving("set", lambda *a, **k: None)
    add = _forgiving("add", lambda *a, **k: True)
    delete = _forgiving("delete", lambda *a, **k: False)
    get_many = _forgiving("get_many", lambda *a, **k: {})
    has_key = _forgiving("has_key", lambda *a, **k: False)
