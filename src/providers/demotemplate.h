// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QRandomGenerator>
#include <QString>

namespace sekisho::providers {

/// Fills the blanks of a demo text, always alike for the same seed:
///   [[name]]        a word given with set()
///   [[a:100-900]]   a number from this range, in tens, kept as `a`
///   [[a+b-c]]       a sum of kept numbers; with a minus the sign is shown
///   [[one/two]]     one of these
class DemoTemplate
{
public:
    explicit DemoTemplate(quint32 seed);
    void set(const QString &name, const QString &text);
    QString pick(const QStringList &choices);
    QString expand(const QString &text);

private:
    QString fill(const QString &blank);
    QString draw(const QString &name, int lowest, int highest);
    QString sum(const QString &terms) const;

    QRandomGenerator m_random;
    QHash<QString, QString> m_words;
    QHash<QString, qint64> m_numbers;
};

} // namespace sekisho::providers
