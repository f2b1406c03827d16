// SPDX-License-Identifier: GPL-3.0-or-later
#include "hands.h"

#include <QApplication>
#include <QComboBox>
#include <QInputMethodEvent>
#include <QTest>

namespace sekisho::app {

namespace {

/// Item views and text edits take the mouse on their viewport.
QWidget *mouseTarget(QWidget *widget)
{
    auto *area = qobject_cast<QAbstractScrollArea *>(widget);
    return area ? area->viewport() : widget;
}

bool isTypeable(const QString &text)
{
    return std::all_of(text.begin(), text.end(),
                       [](QChar c) { return c.unicode() >= 0x20 && c.unicode() < 0x7f; });
}

void commit(QWidget *widget, const QString &text)
{
    QInputMethodEvent event;
    event.setCommitString(text);
    QApplication::sendEvent(widget, &event);
}

} // namespace

QWidget *Hands::find(const QString &objectName) const
{
    const auto windows = QApplication::topLevelWidgets();
    for (QWidget *window : windows) {
        if (window->objectName() == objectName && window->isVisible())
            return window;
        const auto found = window->findChildren<QWidget *>(objectName);
        for (QWidget *widget : found) {
            if (widget->isVisible())
                return widget;
        }
    }
    return nullptr;
}

bool Hands::canUse(const QString &objectName) const
{
    const QWidget *widget = find(objectName);
    return widget && widget->isEnabled();
}

bool Hands::click(const QString &objectName) const
{
    QWidget *widget = find(objectName);
    if (!widget || !widget->isEnabled())
        return false;
    return clickAt(mouseTarget(widget), mouseTarget(widget)->rect().center());
}

bool Hands::clickAt(QWidget *widget, QPoint position) const
{
    QTest::mouseClick(widget, Qt::LeftButton, {}, position);
    return true;
}

bool Hands::clickItem(const QString &viewName, const QString &text) const
{
    QPoint position;
    auto *view = scrollToItem(viewName, text, &position);
    return view && clickAt(view->viewport(), position);
}

bool Hands::doubleClickItem(const QString &viewName, const QString &text) const
{
    QPoint position;
    auto *view = scrollToItem(viewName, text, &position);
    if (!view || !clickAt(view->viewport(), position))
        return false;
    QTest::mouseDClick(view->viewport(), Qt::LeftButton, {}, position);
    return true;
}

bool Hands::choose(const QString &comboName, const QString &text) const
{
    auto *combo = find<QComboBox>(comboName);
    if (!combo || !combo->isEnabled())
        return false;
    const int index = combo->findText(text, Qt::MatchStartsWith);
    if (index < 0)
        return false;
    combo->setFocus();
    combo->showPopup();
    QAbstractItemView *list = combo->view();
    while (list->currentIndex().row() != index) {
        const int before = list->currentIndex().row();
        QTest::keyClick(list, before < index ? Qt::Key_Down : Qt::Key_Up);
        if (list->currentIndex().row() == before)
            return false;
    }
    QTest::keyClick(list, Qt::Key_Return);
    return true;
}

bool Hands::type(const QString &objectName, const QString &text) const
{
    QWidget *widget = find(objectName);
    if (!widget || !widget->isEnabled())
        return false;
    clickAt(mouseTarget(widget), QPoint(8, mouseTarget(widget)->height() / 2));
    widget->setFocus();
    QTest::keyClick(widget, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(widget, Qt::Key_Delete);
    if (isTypeable(text))
        QTest::keyClicks(widget, text);
    else
        commit(widget, text);
    return true;
}

bool Hands::press(const QString &objectName, Qt::Key key, Qt::KeyboardModifiers modifiers) const
{
    QWidget *widget = find(objectName);
    if (!widget)
        return false;
    QTest::keyClick(widget, key, modifiers);
    return true;
}

QModelIndex Hands::findItem(const QAbstractItemView *view, const QString &text) const
{
    const QAbstractItemModel *model = view->model();
    for (int column = 0; column < model->columnCount(view->rootIndex()); ++column) {
        const auto found = model->match(model->index(0, column, view->rootIndex()), Qt::DisplayRole, text, 1,
                                        Qt::MatchContains | Qt::MatchRecursive | Qt::MatchCaseSensitive);
        if (!found.isEmpty())
            return found.first();
    }
    return {};
}

QAbstractItemView *Hands::scrollToItem(const QString &viewName, const QString &text, QPoint *position) const
{
    auto *view = find<QAbstractItemView>(viewName);
    const QModelIndex index = view && view->model() ? findItem(view, text) : QModelIndex();
    if (!index.isValid())
        return nullptr;
    view->scrollTo(index);
    *position = view->visualRect(index).center();
    return view;
}

} // namespace sekisho::app
