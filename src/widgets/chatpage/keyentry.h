// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>
#include <core/secretstring.h>

#include <QWidget>

class QLabel;
class QLineEdit;

namespace sekisho::widgets {

/// A virtual key that a person was given: what to call it, and the key, hidden as it is typed.
class KeyEntry : public QWidget
{
    Q_OBJECT
public:
    explicit KeyEntry(QWidget *parent = nullptr);

    QString alias() const;
    /// InvalidInput with a sentence for the person.
    core::Result<core::SecretString> secret() const;

private:
    void retranslate();

    QLabel *m_aliasLabel;
    QLabel *m_secretLabel;
    QLineEdit *m_alias;
    QLineEdit *m_secret;
};

} // namespace sekisho::widgets
