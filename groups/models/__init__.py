"""Who meets, when, and who said that she would come."""

from groups.models.address_proof import AddressProof
from groups.models.agreement import Agreement
from groups.models.group import Group
from groups.models.invitation import Invitation
from groups.models.meeting import Meeting
from groups.models.membership import Membership
from groups.models.reply import Reply

__all__ = [
    "AddressProof",
    "Agreement",
    "Group",
    "Invitation",
    "Meeting",
    "Membership",
    "Reply",
]
