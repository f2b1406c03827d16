// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <widgets/common/notice.h>
#include <widgets/common/sheet.h>
#include <widgets/common/tableview.h>
#include <widgets/common/toast.h>

#include <QAbstractButton>
#include <QCoreApplication>
#include <QInputMethodEvent>
#include <QLabel>
#include <QLineEdit>
#include <QTest>

namespace sekisho::test {

/// The visible child of that name; null if there is none.
template <typename T = QWidget>
T *shown(const QWidget *page, const QString &name)
{
    for (T *widget : page->window()->findChildren<T *>(name)) {
        if (widget->isVisible())
            return widget;
    }
    return nullptr;
}

/// Clicks with the mouse; false if it is not there or may not be pressed.
inline bool click(const QWidget *page, const QString &name)
{
    auto *button = shown<QAbstractButton>(page, name);
    if (!button || !button->isEnabled())
        return false;
    // Sheets and panes get their places when their events are handled.
    QCoreApplication::sendPostedEvents();
    QTest::mouseClick(button, Qt::LeftButton);
    return true;
}

/// Replaces what is in a line edit by typing.
inline bool type(const QWidget *page, const QString &name, const QString &text)
{
    auto *edit = shown<QLineEdit>(page, name);
    if (!edit)
        return false;
    edit->setFocus();
    edit->selectAll();
    QTest::keyClick(edit, Qt::Key_Delete);
    // Texts that are not on a keyboard come from an input method.
    QInputMethodEvent composed;
    composed.setCommitString(text);
    QCoreApplication::sendEvent(edit, &composed);
    return edit->text() == text;
}

inline QString cell(const widgets::TableView *table, int row, int column)
{
    return table->model()->index(row, column).data().toString();
}

/// Makes the row of this text in the first column current; false if there is none.
inline bool choose(widgets::TableView *table, const QString &text)
{
    const auto found = table->model()->match(table->model()->index(0, 0), Qt::DisplayRole, text, 1,
                                             Qt::MatchExactly | Qt::MatchCaseSensitive);
    if (!found.isEmpty())
        table->setCurrentIndex(found.first());
    return !found.isEmpty();
}

/// All that labels and buttons of a widget say.
inline QString saidIn(const QWidget *widget)
{
    QStringList texts;
    for (const auto *label : widget->findChildren<QLabel *>())
        texts.append(label->text());
    for (const auto *button : widget->findChildren<QAbstractButton *>())
        texts.append(button->text());
    return texts.join(u'\n');
}

} // namespace sekisho::test
