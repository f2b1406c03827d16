// SPDX-License-Identifier: GPL-3.0-or-later
// A conversation as users have it: Japanese and English, a table, code, a refusal.
#pragma once

#include <widgets/chat/chatviewmessage.h>

namespace sekisho::widgets::sample {

inline QString answer()
{
    return QString::fromUtf8(R"(## 今期の予算案

ご依頼の予算を表にまとめました。**「人件費」**が全体の *約 62%* を占めます。詳しくは [社内ガイド](https://example.com/guide) をご覧ください。

| 項目 | 前期 | 今期 | 増減 |
|:-----|-----:|-----:|:----:|
| 人件費 | ¥12,400,000 | ¥13,100,000 | +5.6% |
| 外注費 | ¥3,200,000 | ¥2,900,000 | −9.4% |
| クラウド利用料 | ¥1,850,000 | ¥2,240,000 | +21.1% |

次の手順で進めてください。

1. 部門ごとの見積もりを集める
2. `budget.py` で集計する
   - 為替は月初の値を使う
   - 端数は切り捨て
3. 承認を得る

```python
from dataclasses import dataclass

@dataclass
class Item:
    name: str
    amount: int = 0  # 円

def total(items: list[Item]) -> int:
    """Sum of all items."""
    return sum(item.amount for item in items if item.amount > 0)
```

> 注意: この数字は概算です。確定値は経理部に確認してください。

- [x] 見積もりの依頼
- [ ] 承認
)");
}

inline QList<ChatViewMessage> conversation()
{
    QList<ChatViewMessage> messages;
    messages.append(
        {.id = QStringLiteral("q1"),
         .role = ChatRole::User,
         .author = QStringLiteral("You"),
         .text = QString::fromUtf8("今期の予算を表にしてください。\n前期との比較もお願いします。")});
    messages.append({.id = QStringLiteral("a1"),
                     .role = ChatRole::Assistant,
                     .author = QStringLiteral("gpt-4o-mini"),
                     .badge = QStringLiteral("demo"),
                     .text = answer(),
                     .footer = {.facts = {QStringLiteral("1.4 s"), QStringLiteral("315 tokens (138 + 177)"),
                                          QStringLiteral("$0.00014")},
                                .hasTrace = true,
                                .canRetry = true,
                                .canCopy = true}});
    messages.append(
        {.id = QStringLiteral("q2"),
         .role = ChatRole::User,
         .author = QStringLiteral("You"),
         .text = QStringLiteral("Explain in two sentences why a budget is reserved before the call, and "
                                "what happens to the rest of it once the real cost is known.")});
    messages.append({.id = QStringLiteral("a2"),
                     .role = ChatRole::Assistant,
                     .author = QStringLiteral("gpt-4o-mini"),
                     .badge = QStringLiteral("demo"),
                     .text = QStringLiteral(
                         "A budget is **reserved at its worst case** before the call so that several "
                         "requests at once cannot overrun it; `max_tokens` decides how much.\n\nOnce the "
                         "answer ends, the reservation is settled to the real cost, from $5 down to "
                         "$0.00014 in this case."),
                     .notice = ChatNotice{.kind = ChatNoticeKind::Stopped,
                                          .text = QStringLiteral("You stopped this answer.")},
                     .footer = {.facts = {QStringLiteral("0.9 s"), QStringLiteral("96 tokens")},
                                .canRetry = true,
                                .canCopy = true}});
    messages.append({.id = QStringLiteral("q3"),
                     .role = ChatRole::User,
                     .author = QStringLiteral("You"),
                     .text = QStringLiteral("Switch to Gemini")});
    messages.append(
        {.id = QStringLiteral("a3"),
         .role = ChatRole::Assistant,
         .author = QStringLiteral("gemini/gemini-2.0-flash-lite"),
         .notice =
             ChatNotice{.kind = ChatNoticeKind::Refusal,
                        .text = QStringLiteral(
                            "This key may not use gemini/gemini-2.0-flash-lite. It may use: gpt-4o-mini."),
                        .detail = QStringLiteral("key_model_access_denied · HTTP 401"),
                        .actions = {{QStringLiteral("switch-key"), QStringLiteral("Switch key")},
                                    {QStringLiteral("ask"), QStringLiteral("Ask the administrator")}}},
         .footer = {.canRetry = true}});
    return messages;
}

} // namespace sekisho::widgets::sample
