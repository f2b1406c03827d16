// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <optional>
#include <string>
#include <vector>

namespace sekisho::providers {

/// A member of a JSON object, in the bytes it was found in.
struct JsonMember {
    std::string key; ///< without escapes
    QByteArrayView value;
};

/// The members of the object that `json` is, in their order; none if it is no object. Looks for where values
/// end and not whether they are right: for JSON that was checked before, or is checked by who gets it.
std::optional<std::vector<JsonMember>> membersOf(QByteArrayView json);

} // namespace sekisho::providers
