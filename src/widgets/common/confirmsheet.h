// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sheet.h"

class QLabel;

namespace sekisho::widgets {

/// Asks before something is destroyed, and names it. Focus starts on the way out, so Enter by habit destroys
/// nothing.
class ConfirmSheet : public Sheet
{
    Q_OBJECT
public:
    struct Question {
        /// "Delete the key mykey?"
        QString title;
        /// What will stop working, or that it cannot be undone.
        QString consequence;
        /// The things by name, one a line; may be empty.
        QStringList things;
        /// The verb of the title: "Delete".
        QString confirm;
    };

    ConfirmSheet(QWidget *owner, const Question &question);
    /// Asked again when the language changes.
    ConfirmSheet(QWidget *owner, const std::function<Question()> &question);

Q_SIGNALS:
    /// The destructive button was pressed; the sheet has finished.
    void confirmed();

private:
    void say(const Question &question);

    QLabel *m_things;
    QLabel *m_consequence;
    QPushButton *m_cancel;
    QPushButton *m_confirm;
};

} // namespace sekisho::widgets
