// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sekisho::storage {

/// What has a spend of its own, which starts anew when its budget period ends.
enum class SpendOwner {
    Key,
    Team,
    Member,
    Budget,
    User,
    Organization,
    OrganizationMember,
    Customer,
    Tag,
    KeyModel
};

} // namespace sekisho::storage
