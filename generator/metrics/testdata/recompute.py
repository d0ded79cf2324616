"""Computes company and organisation figures from JSON records, independently of the program that is tested.

Reads the records below the folder given, as readers of the audience given see them (internal sees all), prints one JSON object: scope -> metric -> [figure or null, known, of], and
scope -> "months" -> month -> [commits or null, known]. The windows are the twelve months to October 2026.
"""

import json
import pathlib
import statistics
import sys
from datetime import datetime

WINDOW = ["2025-%02d" % m for m in (11, 12)] + ["2026-%02d" % m for m in range(1, 11)]


def read(root, kind):
    return [json.loads(f.read_text()) for f in sorted(pathlib.Path(root, kind).rglob("*.json"))]


def moment(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def month(text):
    return text[:7]


def named(record, part):
    """The months that a part of a record names."""
    if part == "contributors":
        return [m for person in record[part] for m in person["commits"]]
    if part in ("commits", "bot_commits"):
        return list(record[part])
    return [month(item["opened"]) for item in record[part]]


def from_birth(record, part):
    """The record begins no later than the project, and names nothing earlier."""
    born = record["created"] and month(record["created"])
    return bool(born) and record["since"] <= born and all(m >= record["since"] for m in named(record, part))


def covers(record, months, part):
    """Everything of a part is known in months that lie whole within the record."""
    if record is None or record.get(part) is None:
        return False
    since = "0000-00" if from_birth(record, part) else record["since"]
    return all(since <= m < month(record["through"]) for m in months)


def complete(project, record):
    """All change requests that there ever were are in the record."""
    if record is None or record.get("change_requests") is None:
        return False
    if from_birth(record, "change_requests"):
        return True
    counts = [project[k] for k in ("open_change_requests", "merged_change_requests", "declined_change_requests")]
    return None not in counts and len(record["change_requests"]) >= sum(counts)


def absence(commits):
    total, run = sum(commits), 0
    for i, n in enumerate(sorted(commits, reverse=True)):
        run += n
        if 2 * run >= total:
            return i + 1
    return 0


def flow(pairs, part, count):
    known = [(p, a) for p, a in pairs if covers(a, WINDOW, part)]
    return [count(known) if known else None, len(known), len(pairs)]


def per_person(known):
    people = {}
    for _, a in known:
        for person in a["contributors"]:
            n = sum(person["commits"].get(m, 0) for m in WINDOW)
            if n:
                people[person["key"]] = people.get(person["key"], 0) + n
    return people


def hours(known):
    return [(moment(i["responded"]) - moment(i["opened"])).total_seconds() / 3600
            for _, a in known for i in a["issues"] if i.get("responded") and month(i["opened"]) in WINDOW]


def figures(pairs):
    out = {}
    out["commits"] = flow(pairs, "commits", lambda k: sum(a["commits"].get(m, 0) for _, a in k for m in WINDOW))
    out["commits by machines"] = flow(pairs, "bot_commits", lambda k: sum(a["bot_commits"].get(m, 0) for _, a in k for m in WINDOW))
    out["change-requests"] = flow(pairs, "change_requests",
                                  lambda k: sum(month(c["opened"]) in WINDOW for _, a in k for c in a["change_requests"]))
    out["contributors"] = flow(pairs, "contributors", lambda k: len(per_person(k)))
    out["contributor-absence-factor"] = flow(pairs, "contributors", lambda k: absence(list(per_person(k).values())))
    out["issues-new"] = flow(pairs, "issues", lambda k: sum(month(i["opened"]) in WINDOW for _, a in k for i in a["issues"]))
    out["time-to-first-response"] = flow(pairs, "issues", lambda k: statistics.median(hours(k)) if hours(k) else None)
    accepted = [(p, a) for p, a in pairs if complete(p, a) and covers(a, WINDOW, "change_requests")]
    out["change-requests-accepted"] = [
        sum(bool(c.get("merged")) and month(c["closed"]) in WINDOW for _, a in accepted for c in a["change_requests"])
        if accepted else None, len(accepted), len(pairs)]
    stars = [p["stars"] for p, _ in pairs if p["stars"] is not None]
    out["stars"] = [sum(stars) if stars else None, len(stars), len(pairs)]
    known = [p for p, _ in pairs if p["releases"] is not None]
    out["releases"] = [sum(month(r["published"]) in WINDOW for p in known for r in p["releases"]) if known else None,
                       len(known), len(pairs)]
    months = {}
    for m in WINDOW:
        known = [a for _, a in pairs if covers(a, [m], "commits")]
        months[m] = [sum(a["commits"].get(m, 0) for a in known) if known else None, len(known)]
    out["months"] = months
    return out


def main(root, audience):
    def seen(record):
        return audience == "internal" or record["audience"] == "public"

    projects = [p for p in read(root, "projects") if seen(p) and not p["provenance"].get("gone_since")]
    activity = {a["project"]: a for a in read(root, "activity") if seen(a)}
    pairs = []
    for p in projects:
        a = activity.get(p["id"])
        if a is not None:
            a["created"] = p["created"]
        pairs.append((p, a))
    scopes = {"": pairs}
    for p, a in pairs:
        scopes.setdefault(p["organization"], []).append((p, a))
    json.dump({name: figures(some) for name, some in scopes.items()}, sys.stdout)


main(sys.argv[1], sys.argv[2])
