"""Kinds of people: announcements use them to say who may come, people to say who they are."""

from __future__ import annotations

from enum import StrEnum


class AudienceKind(StrEnum):
    """One kind; a person may be of several (a ปลัด อบต. is a local official of a local authority)."""

    LOCAL_EXECUTIVE = "local_executive"
    LOCAL_COUNCIL = "local_council"
    LOCAL_OFFICIAL = "local_official"
    LOCAL_AUTHORITY = "local_authority"
    COMMUNITY_LEADER = "community_leader"
    STATE_CHIEF = "state_chief"
    STATE_DEPUTY = "state_deputy"
    STATE_OFFICIAL = "state_official"
    SPECIALIST = "specialist"
    PRIVATE = "private"
    CIVIL_SOCIETY = "civil_society"
    MEDIA = "media"
    STUDENT = "student"
    PUBLIC = "public"
