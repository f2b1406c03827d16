// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/json.h>
#include <core/secretstring.h>

#include <functional>

namespace sekisho::gateway {

/// Seals members of a JSON object one by one under the gateway's salt key, each bound to its place, so that
/// it does not open elsewhere.
class SecretBox
{
public:
    using IsPublic = std::function<bool(const QString &name, const core::Json &value)>;

    explicit SecretBox(core::SecretString saltKey)
        : m_saltKey(std::move(saltKey))
    {
    }

    /// `place` names the object, such as "model/ID".
    core::Result<core::Json> seal(const core::Json &object, const QString &place,
                                  const IsPublic &isPublic) const;
    /// Forbidden when a member does not open; it is the error's `param`.
    core::Result<core::Json> open(const core::Json &object, const QString &place) const;

private:
    core::SecretString m_saltKey;
};

} // namespace sekisho::gateway
