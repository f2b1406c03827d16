// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sheet.h"

#include <core/secretstring.h>

class QCheckBox;
class QLabel;
class QLineEdit;

namespace sekisho::widgets {

/// Shows a new key once. It closes only by its button, which waits until the key was copied or the person
/// says that it was written down. Nothing keeps the key afterwards; the clipboard forgets it after a minute
/// if it still holds it.
class SecretReveal : public Sheet
{
    Q_OBJECT
public:
    SecretReveal(QWidget *owner, const std::function<QString()> &title, const core::SecretString &secret);

private:
    QWidget *makeBody(const core::SecretString &secret);
    void retranslate();
    void copy();
    void allowDone();

    QLabel *m_hint = nullptr;
    QLineEdit *m_secret = nullptr;
    QPushButton *m_copy = nullptr;
    QCheckBox *m_noted = nullptr;
    QPushButton *m_done = nullptr;
    bool m_copied = false;
};

} // namespace sekisho::widgets
