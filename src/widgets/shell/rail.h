// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "page.h"

#include <QWidget>

class QButtonGroup;
class QToolButton;
class QVBoxLayout;

namespace sekisho::widgets {

/// The column of pages at the left edge: icons, and names beside them when there is room.
class Rail : public QWidget
{
    Q_OBJECT
public:
    explicit Rail(QWidget *parent = nullptr);

    /// `shortcut` is only told in the tool tip.
    void addPage(const Page &page, const QString &shortcut);
    void setCurrent(const QString &id);
    void setPageVisible(const QString &id, bool visible);
    void setLabelled(bool labelled);
    bool isLabelled() const { return m_labelled; }

Q_SIGNALS:
    void pageRequested(const QString &id);

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Entry {
        Page page;
        QString shortcut;
        QToolButton *button;
    };
    void dress(const Entry &entry) const;
    void redress();

    QVBoxLayout *m_column;
    QButtonGroup *m_group;
    QList<Entry> m_entries;
    int m_topCount = 0;
    bool m_labelled = false;
};

} // namespace sekisho::widgets
