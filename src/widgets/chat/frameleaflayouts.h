// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "inlinetext.h"

#include <QStaticText>

namespace sekisho::widgets {

// The leaves around a message's text: who wrote it, what went wrong, what it cost.

class HeaderLeafLayout : public LeafLayout
{
public:
    HeaderLeafLayout(const LeafContent &content, const ChatStyle &style)
        : m_content(content)
        , m_style(style)
    {
    }

    // An unnamed author takes no room.
    qreal height() const override { return m_content.text.isEmpty() ? 0 : 24; }
    void paint(QPainter &painter, const LeafPaint &what) override;

private:
    LeafContent m_content;
    ChatStyle m_style;
};

class RuleLeafLayout : public LeafLayout
{
public:
    RuleLeafLayout(const LeafContent &content, const ChatStyle &style, qreal width)
        : m_content(content)
        , m_style(style)
        , m_width(width)
    {
    }

    qreal height() const override { return 9; }
    void paint(QPainter &painter, const LeafPaint &what) override;

private:
    LeafContent m_content;
    ChatStyle m_style;
    qreal m_width;
};

// Three dots until the first word arrives.
class WaitingLeafLayout : public LeafLayout
{
public:
    explicit WaitingLeafLayout(const ChatStyle &style)
        : m_style(style)
    {
    }

    qreal height() const override { return 24; }
    void paint(QPainter &painter, const LeafPaint &what) override;

private:
    ChatStyle m_style;
};

class NoticeLeafLayout : public LeafLayout
{
public:
    NoticeLeafLayout(const LeafContent &content, const ChatStyle &style, qreal width);

    qreal height() const override;
    void paint(QPainter &painter, const LeafPaint &what) override;
    QList<LeafControl> controls() const override { return m_controls; }

private:
    QColor color() const;
    void paintSign(QPainter &painter) const;
    void paintButtons(QPainter &painter, const LeafPaint &what) const;
    void placeButtons();
    qreal detailTop() const;

    LeafContent m_content;
    ChatStyle m_style;
    qreal m_width;
    InlineText m_text;
    InlineText m_detail;
    QList<LeafControl> m_controls;
};

class FooterLeafLayout : public LeafLayout
{
public:
    FooterLeafLayout(const LeafContent &content, const ChatStyle &style, qreal width);

    qreal height() const override;
    void paint(QPainter &painter, const LeafPaint &what) override;
    QList<LeafControl> controls() const override { return m_controls; }

private:
    QFont font() const;
    void placeControls(qreal width);

    LeafContent m_content;
    ChatStyle m_style;
    QList<LeafControl> m_controls;
    qreal m_factsWidth = 0;
    qreal m_height = 0;
};

} // namespace sekisho::widgets
