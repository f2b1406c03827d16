// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDebug>
#include <QString>

namespace sekisho::core {

/// Text that must not reach a log, export or screenshot: it only comes out through `reveal()`, and prints as
/// dots.
class SecretString
{
public:
    SecretString() = default;
    explicit SecretString(QString text)
        : m_text(std::move(text))
    {
    }

    const QString &reveal() const { return m_text; }
    QByteArray revealUtf8() const { return m_text.toUtf8(); }
    bool isEmpty() const { return m_text.isEmpty(); }

    friend bool operator==(const SecretString &, const SecretString &) = default;
    friend QDebug operator<<(QDebug debug, const SecretString &) { return debug << "(secret)"; }

private:
    QString m_text;
};

} // namespace sekisho::core
