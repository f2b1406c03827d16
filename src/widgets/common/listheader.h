// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace sekisho::widgets {

class SearchField;

/// The line over a list: title, count, search, filters, one primary action.
class ListHeader : public QWidget
{
    Q_OBJECT
public:
    explicit ListHeader(QWidget *parent = nullptr);

    void setTitle(const QString &title);
    /// Shown quietly after the title; nothing while the count is not known.
    void setCount(std::optional<qint64> count);
    SearchField *search() const { return m_search; }
    /// A button or combo box between search and primary action; owned by the header.
    void addFilter(QWidget *filter);
    /// Shown with a plus; hidden until it has a text.
    QPushButton *primary() const { return m_primary; }
    void setPrimary(const QString &text);

private:
    QLabel *m_title;
    QLabel *m_count;
    SearchField *m_search;
    QHBoxLayout *m_filters;
    QPushButton *m_primary;
};

} // namespace sekisho::widgets
