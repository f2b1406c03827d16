// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyselection.h"

#include "fieldreader.h"
#include "keyfields.h"

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;
using core::ErrorKind;
using core::fail;
using core::Result;
using storage::VirtualKey;

Result<void> KeySelection::read(const core::Json &body)
{
    FieldReader reader(body);
    QStringList names;
    QStringList aliases;
    reader.read("keys", names);
    reader.read("key_aliases", aliases);
    if (names.isEmpty() && aliases.isEmpty())
        reader.refuse("keys", u"or key_aliases is required"_s);
    auto done = reader.result();
    for (int i = 0; done && i < names.size(); ++i)
        done = add(names.at(i), m_repository.find(tokenOf(names.at(i))));
    for (int i = 0; done && i < aliases.size(); ++i)
        done = add(aliases.at(i), m_repository.findByAlias(aliases.at(i)));
    return done ? checkAllFound() : done;
}

Result<void> KeySelection::add(const QString &name, const Result<std::optional<VirtualKey>> &found)
{
    if (!found)
        return fail(found.error());
    m_named.append(name);
    m_missing += *found ? 0 : 1;
    const auto same = [&](const VirtualKey &key) { return key.token == (*found)->token; };
    if (*found && std::none_of(m_keys.cbegin(), m_keys.cend(), same))
        m_keys.append(**found);
    return {};
}

Result<void> KeySelection::checkAllFound() const
{
    if (m_keys.isEmpty())
        return fail(ErrorKind::NotFound, u"No keys found"_s, {}, u"keys"_s);
    if (m_missing > 0)
        return fail(ErrorKind::InvalidInput,
                    u"%1 of the keys were not found; nothing was deleted"_s.arg(m_missing), {}, u"keys"_s);
    return {};
}

} // namespace sekisho::gateway
