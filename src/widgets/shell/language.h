// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTranslator>

namespace sekisho::widgets {

/// The language of the windows, switched live: every widget gets a LanguageChange event. Translations are
/// compiled in (":/i18n"). Made once, before the first window.
class Language : public QObject
{
    Q_OBJECT
public:
    explicit Language(QObject *parent = nullptr);

    /// "ja" or "en"; empty or unknown means the system's if we have it, else English. Also sets the default
    /// locale for numbers and dates.
    void use(const QString &code);
    /// "ja" or "en": what is in use.
    const QString &code() const { return m_code; }
    static QStringList available();

Q_SIGNALS:
    void changed(const QString &code);

private:
    QString m_code;
    QTranslator m_ours;
    QTranslator m_toolkit;
};

} // namespace sekisho::widgets
