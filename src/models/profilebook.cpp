// SPDX-License-Identifier: GPL-3.0-or-later
#include "profilebook.h"

#include <algorithm>

namespace sekisho::models {

const client::Profile *ProfileBook::profile(const QString &id) const
{
    const auto found = std::find_if(m_profiles.begin(), m_profiles.end(),
                                    [&](const client::Profile &profile) { return profile.id == id; });
    return found == m_profiles.end() ? nullptr : &*found;
}

void ProfileBook::setProfiles(const QList<client::Profile> &profiles)
{
    m_profiles = profiles;
    Q_EMIT changed();
}

void ProfileBook::setCurrent(const QString &id)
{
    if (std::exchange(m_currentId, id) != id)
        Q_EMIT changed();
}

void ProfileBook::put(const client::Profile &profile)
{
    const auto place = std::find_if(m_profiles.begin(), m_profiles.end(),
                                    [&](const client::Profile &known) { return known.id == profile.id; });
    if (place == m_profiles.end())
        m_profiles.append(profile);
    else
        *place = profile;
}

void ProfileBook::save(const client::Profile &profile)
{
    put(profile);
    Q_EMIT changed();
    Q_EMIT saved(profile);
}

void ProfileBook::remove(const QString &id)
{
    const client::Profile *known = profile(id);
    if (!known || known->builtIn)
        return;
    const client::Profile gone = *known;
    m_profiles.removeIf([&](const client::Profile &each) { return each.id == id; });
    Q_EMIT changed();
    Q_EMIT removed(gone);
    if (id == m_currentId && !m_profiles.isEmpty())
        choose(m_profiles.first().id);
}

void ProfileBook::choose(const QString &id)
{
    const client::Profile *known = profile(id);
    if (known && id != m_currentId)
        Q_EMIT chosen(*known);
}

} // namespace sekisho::models
