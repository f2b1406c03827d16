// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <client/profile.h>

#include <QObject>

namespace sekisho::models {

/// The profiles the person has and which one is in use. Holds no secret and keeps nothing itself: `app` fills
/// it, stores what is saved here, and opens what is chosen. GUI thread.
class ProfileBook : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// The built-in one first.
    const QList<client::Profile> &profiles() const { return m_profiles; }
    /// Null if there is none of this id.
    const client::Profile *profile(const QString &id) const;
    const client::Profile *current() const { return profile(m_currentId); }
    const QString &currentId() const { return m_currentId; }

    /// What was stored; emits changed() only.
    void setProfiles(const QList<client::Profile> &profiles);
    /// Tells which one the session has open; emits changed() only.
    void setCurrent(const QString &id);

    /// A person's wishes: each changes the book and says so to `app`.
    void save(const client::Profile &profile);
    /// Ignored for the built-in profile.
    void remove(const QString &id);
    void choose(const QString &id);

Q_SIGNALS:
    void changed();
    void saved(const sekisho::client::Profile &profile);
    void removed(const sekisho::client::Profile &profile);
    /// Open it, then call setCurrent().
    void chosen(const sekisho::client::Profile &profile);

private:
    void put(const client::Profile &profile);

    QList<client::Profile> m_profiles;
    QString m_currentId;
};

} // namespace sekisho::models
