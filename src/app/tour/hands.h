// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemView>
#include <QPoint>
#include <QString>
#include <QWidget>

namespace sekisho::app {

/// Finds widgets by object name in all windows of the program and uses them as a person would: by mouse and
/// keyboard events sent to what is visible. Whatever cannot be found or is hidden or disabled is left alone,
/// and the call returns false. GUI thread.
class Hands
{
public:
    /// The visible widget of this object name; null if there is none.
    QWidget *find(const QString &objectName) const;
    template <typename T>
    T *find(const QString &objectName) const
    {
        return qobject_cast<T *>(find(objectName));
    }
    /// Visible and enabled.
    bool canUse(const QString &objectName) const;

    bool click(const QString &objectName) const;
    bool clickAt(QWidget *widget, QPoint position) const;
    /// Clicks the item that shows `text` in any column; scrolls to it first.
    bool clickItem(const QString &viewName, const QString &text) const;
    bool doubleClickItem(const QString &viewName, const QString &text) const;
    /// Selects the entry that starts with `text` in a combo box, by keyboard in its opened list.
    bool choose(const QString &comboName, const QString &text) const;
    /// Clicks into the widget, replaces what it holds and types; text that no key can make (Japanese) is
    /// committed as an input method does.
    bool type(const QString &objectName, const QString &text) const;
    bool press(const QString &objectName, Qt::Key key,
               Qt::KeyboardModifiers modifiers = Qt::NoModifier) const;

private:
    QModelIndex findItem(const QAbstractItemView *view, const QString &text) const;
    QAbstractItemView *scrollToItem(const QString &viewName, const QString &text, QPoint *position) const;
};

} // namespace sekisho::app
