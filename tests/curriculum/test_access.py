"""Who reads a programme, and who may change it."""

import pytest
from django.http import Http404

from curriculum import access
from groups.models.membership import Role
from tests import factories
from tests.cast import coordinator, facilitator, person


def test_who_leads_reads_what_is_published_and_her_own_drafts():
    ruth, colette = facilitator("Ruth"), facilitator("Colette")
    published = factories.curriculum(1)
    hers = factories.curriculum(1, owner=ruth, published=False)
    factories.curriculum(1, owner=colette, published=False)
    assert {*access.readable(ruth)} == {published, hers}
    assert [*access.drafts(ruth)] == [hers]


def test_a_coordinator_reads_and_changes_every_draft():
    ruth, nisha = facilitator("Ruth"), coordinator()
    published = factories.curriculum(1)
    hers = factories.curriculum(1, owner=ruth, published=False)
    nobodys = factories.curriculum(1, published=False)
    assert {*access.readable(nisha)} == {published, hers, nobodys}
    assert {*access.drafts(nisha)} == {hers, nobodys}


def test_who_only_leads_with_somebody_reads_what_is_published():
    maureen, published = person("Maureen"), factories.curriculum(1)
    group = factories.group(lead=facilitator("Ruth"), curriculum=published)
    assert [*access.readable(maureen)] == []
    factories.member(group, person=maureen, role=Role.CO_FACILITATOR)
    assert [*access.readable(maureen)] == [published]
    assert [*access.drafts(maureen)] == []


def test_a_member_reads_nothing_and_a_draft_that_once_was_hers_neither():
    ewa = person("Ewa")
    hers = factories.curriculum(1, owner=ewa, published=False)
    group = factories.group(lead=facilitator("Ruth"))
    factories.member(group, person=ewa)
    assert [*access.readable(ewa)] == [*access.drafts(ewa)] == []
    for refused in (
        lambda: access.programme(ewa, hers.pk),
        lambda: access.draft(ewa, hers.pk),
        lambda: access.programme_plan(ewa, group.curriculum_id, 1),
        lambda: access.draft_plan(ewa, hers.pk, 1),
        lambda: access.must_lead(ewa),
        lambda: access.blocks(ewa),
    ):
        with pytest.raises(Http404):
            refused()


def test_a_published_plan_is_read_and_not_changed():
    ruth = facilitator("Ruth")
    hers = factories.curriculum(2, owner=ruth)
    assert access.programme_plan(ruth, hers.pk, 2).title == "Evening title 2"
    assert [*access.draft_plans(ruth)] == []
    with pytest.raises(Http404):
        access.draft_plan(ruth, hers.pk, 2)
