"""What can go wrong between a bot and Discord's REST API."""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

CUT_BEFORE, CUT_AFTER = "cut before", "cut after"


@dataclass
class Answer:
    """An answer in place of the real one."""

    status: int
    body: dict[str, Any] | str
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Fault:
    """What happens to the next `times` requests that fit, after `skip` that pass."""

    pattern: str
    name: str
    times: int
    skip: int = 0
    delay: float = 0.0
    answer: Answer | None = None
    hits: int = 0

    def strikes(self, request: str) -> bool:
        if not self.times or not fnmatchcase(request, self.pattern):
            return False
        if self.skip:
            self.skip -= 1
            return False
        self.times -= 1
        self.hits += 1
        return True


class Faults:
    """The faults of a world. A pattern reads "POST /channels/*/messages"; `*` is anything."""

    def __init__(self) -> None:
        self.planned: list[Fault] = []

    def clear(self) -> None:
        self.planned.clear()

    def pick(self, request: str) -> Fault | None:
        """The first planned fault that strikes this request."""
        return next((fault for fault in self.planned if fault.strikes(request)), None)

    def _plan(self, fault: Fault) -> Fault:
        self.planned.append(fault)
        return fault

    def delay(self, pattern: str, seconds: float, *, times: int = 1, skip: int = 0) -> Fault:
        """Handled late."""
        return self._plan(Fault(pattern, "delay", times, skip, delay=seconds))

    def cut_before(self, pattern: str, *, times: int = 1, skip: int = 0) -> Fault:
        """The connection breaks, and nothing has happened."""
        return self._plan(Fault(pattern, CUT_BEFORE, times, skip))

    def cut_after(self, pattern: str, *, times: int = 1, skip: int = 0) -> Fault:
        """It has happened, but the connection breaks before the answer."""
        return self._plan(Fault(pattern, CUT_AFTER, times, skip))

    def status(
        self, pattern: str, status: int, *, times: int = 1, skip: int = 0, code: int = 0
    ) -> Fault:
        """An error: 500, 502, 503 and 504 as a proxy's page, others as Discord's JSON."""
        body: dict[str, Any] | str = {"message": f"{status}: Error", "code": code}
        if status in {502, 503, 504}:
            body = f"<html><head><title>{status}</title></head><body>upstream</body></html>"
        return self._plan(Fault(pattern, str(status), times, skip, answer=Answer(status, body)))

    def rate_limit(
        self,
        pattern: str,
        retry_after: float = 0.2,
        *,
        times: int = 1,
        skip: int = 0,
        scope: str = "user",
    ) -> Fault:
        """A 429 of Discord's; scope `user`, `shared`, or `global`."""
        everywhere = scope == "global"
        headers = {
            "Retry-After": str(max(1, round(retry_after))),
            "Via": "1.1 google",
            "X-RateLimit-Scope": scope,
        }
        if everywhere:
            headers["X-RateLimit-Global"] = "true"
        else:
            headers |= {
                "X-RateLimit-Limit": "5",
                "X-RateLimit-Remaining": "0",
                "X-RateLimit-Reset-After": str(retry_after),
                "X-RateLimit-Bucket": "struck",
            }
        body = {
            "message": "You are being rate limited.",
            "retry_after": retry_after,
            "global": everywhere,
        }
        answer = Answer(429, body, headers)
        return self._plan(Fault(pattern, f"429 {scope}", times, skip, answer=answer))

    def banned(self, pattern: str = "*", *, times: int = 1, skip: int = 0) -> Fault:
        """A 429 of the proxy before Discord: a page, no JSON, no headers to go by."""
        page = "<!doctype html><title>Access denied | Error 1015</title>You are being rate limited"
        answer = Answer(429, page, {"Retry-After": "3600"})
        return self._plan(Fault(pattern, "429 ban", times, skip, answer=answer))
