<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
    <context>
        <name>AdminText</name>
        <message>
            <source>Active</source>
            <translation>有効</translation>
        </message>
        <message>
            <source>Budget nearly used</source>
            <translation>予算残りわずか</translation>
        </message>
        <message>
            <source>Budget used up</source>
            <translation>予算超過</translation>
        </message>
        <message>
            <source>Expired</source>
            <translation>期限切れ</translation>
        </message>
        <message>
            <source>Blocked</source>
            <translation>停止中</translation>
        </message>
        <message>
            <source>All models</source>
            <translation>すべてのモデル</translation>
        </message>
        <message>
            <source>%1, unlimited</source>
            <translation>%1（上限なし）</translation>
        </message>
        <message>
            <source>every day</source>
            <translation>毎日</translation>
        </message>
        <message>
            <source>every week</source>
            <translation>毎週</translation>
        </message>
        <message>
            <source>every month</source>
            <translation>毎月</translation>
        </message>
        <message>
            <source>every %1</source>
            <translation>%1 ごと</translation>
        </message>
        <message>
            <source>%1, shared budget</source>
            <translation>%1(共有予算)</translation>
        </message>
    </context>
    <context>
        <name>AmountEdit</name>
        <message>
            <source>"%1" is not an amount. Write dollars, for example 5.00.</source>
            <translation>「%1」は金額として読み取れません。ドルで入力してください（例：5.00）。</translation>
        </message>
        <message>
            <source>"%1" is not a whole number.</source>
            <translation>「%1」は整数ではありません。</translation>
        </message>
    </context>
    <context>
        <name>BudgetForm</name>
        <message>
            <source>Name</source>
            <translation>名前</translation>
        </message>
        <message>
            <source>Optional, an id is made if empty</source>
            <translation>省略できます(空欄なら自動で決まります)</translation>
        </message>
    </context>
    <context>
        <name>ChatSettings</name>
        <message>
            <source>System message</source>
            <translation>システムメッセージ</translation>
        </message>
        <message>
            <source>How the assistant should behave</source>
            <translation>アシスタントの振る舞い</translation>
        </message>
        <message>
            <source>Temperature</source>
            <translation>温度（temperature）</translation>
        </message>
        <message>
            <source>As the model decides</source>
            <translation>モデルの既定値</translation>
        </message>
        <message>
            <source>Most tokens in an answer</source>
            <translation>回答の最大トークン数</translation>
        </message>
        <message>
            <source>End user</source>
            <translation>エンドユーザー</translation>
        </message>
        <message>
            <source>Who is asking, may be empty</source>
            <translation>質問者（空欄でもかまいません）</translation>
        </message>
        <message>
            <source>Session</source>
            <translation>セッション</translation>
        </message>
        <message>
            <source>Test the gateway</source>
            <translation>ゲートウェイの接続テスト</translation>
        </message>
        <message>
            <source>Test Langfuse</source>
            <translation>Langfuse の接続テスト</translation>
        </message>
        <message>
            <source>Clear the history</source>
            <translation>履歴を消去</translation>
        </message>
        <message>
            <source>I have seen it</source>
            <translation>確認しました</translation>
        </message>
    </context>
    <context>
        <name>ConnectionResult</name>
        <message>
            <source>The address</source>
            <translation>アドレス</translation>
        </message>
        <message>
            <source>The network</source>
            <translation>ネットワーク</translation>
        </message>
        <message>
            <source>The gateway</source>
            <translation>ゲートウェイ</translation>
        </message>
        <message>
            <source>The key</source>
            <translation>キー</translation>
        </message>
        <message>
            <source>The models</source>
            <translation>モデル</translation>
        </message>
        <message numerus="yes">
            <source>Connected. The key may use %n model(s).</source>
            <translation>
                <numerusform>接続できました。このキーで使えるモデルは %n 個です。</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 failed: %2. %3</source>
            <translation>%1の段階で失敗しました：%2。%3</translation>
        </message>
    </context>
    <context>
        <name>ErrorSentence</name>
        <message>
            <source>The key was not accepted</source>
            <translation>キーが受け付けられませんでした</translation>
        </message>
        <message>
            <source>It may have been deleted, blocked or mistyped. Choose another key, or ask the administrator for a new one.</source>
            <translation>削除または停止されたか、入力に誤りがある可能性があります。別のキーを選ぶか、管理者に新しいキーを依頼してください。</translation>
        </message>
        <message>
            <source>This key may not do that</source>
            <translation>このキーにはその操作の権限がありません</translation>
        </message>
        <message>
            <source>Switch to a key with more rights, or ask the administrator.</source>
            <translation>権限のあるキーに切り替えるか、管理者に相談してください。</translation>
        </message>
        <message>
            <source>The budget is used up</source>
            <translation>予算を使い切りました</translation>
        </message>
        <message>
            <source>Wait until it starts anew, switch to another key, or ask the administrator to raise it.</source>
            <translation>リセットを待つか、別のキーに切り替えるか、管理者に予算の引き上げを依頼してください。</translation>
        </message>
        <message>
            <source>Too many requests</source>
            <translation>リクエストが多すぎます</translation>
        </message>
        <message>
            <source>Wait a moment and try again.</source>
            <translation>しばらく待ってから再試行してください。</translation>
        </message>
        <message>
            <source>The server took too long to answer</source>
            <translation>サーバーの応答に時間がかかりすぎました</translation>
        </message>
        <message>
            <source>Try again. If it stays so, test the connection in the settings.</source>
            <translation>再試行してください。続く場合は、設定で接続テストを行ってください。</translation>
        </message>
        <message>
            <source>The server cannot be reached</source>
            <translation>サーバーに接続できません</translation>
        </message>
        <message>
            <source>Check the address and the network, then try again.</source>
            <translation>アドレスとネットワークを確認してから、再試行してください。</translation>
        </message>
        <message>
            <source>This server does not offer that</source>
            <translation>このサーバーにはその機能がありません</translation>
        </message>
        <message>
            <source>It may be an older or a different edition. Everything else still works.</source>
            <translation>古い版か別の版の可能性があります。ほかの機能は使えます。</translation>
        </message>
        <message>
            <source>The data could not be read or written</source>
            <translation>データを読み書きできませんでした</translation>
        </message>
        <message>
            <source>Check that the disk is not full and the folder can be written.</source>
            <translation>ディスクの空き容量と、フォルダーに書き込めることを確認してください。</translation>
        </message>
        <message>
            <source>The server reported a problem</source>
            <translation>サーバーが問題を報告しました</translation>
        </message>
        <message>
            <source>Try again. The details say what it reported.</source>
            <translation>再試行してください。報告の内容は詳細に表示されます。</translation>
        </message>
        <message>
            <source>It is not there any more</source>
            <translation>見つかりませんでした</translation>
        </message>
        <message>
            <source>It may have been deleted. Refresh the list.</source>
            <translation>削除された可能性があります。一覧を更新してください。</translation>
        </message>
        <message>
            <source>The name is taken</source>
            <translation>その名前はすでに使われています</translation>
        </message>
        <message>
            <source>Choose another one.</source>
            <translation>別の名前にしてください。</translation>
        </message>
        <message>
            <source>That is too long</source>
            <translation>長すぎます</translation>
        </message>
        <message>
            <source>Shorten it and try again.</source>
            <translation>短くしてから再試行してください。</translation>
        </message>
        <message>
            <source>The server did not accept the values</source>
            <translation>サーバーが値を受け付けませんでした</translation>
        </message>
        <message>
            <source>Correct them and try again. The details say which.</source>
            <translation>値を直してから再試行してください。該当する項目は詳細に表示されます。</translation>
        </message>
    </context>
    <context>
        <name>Format</name>
        <message>
            <source>%1 ms</source>
            <translation>%1 ミリ秒</translation>
        </message>
        <message>
            <source>%1 s</source>
            <translation>%1 秒</translation>
        </message>
        <message>
            <source>%1 min %2 s</source>
            <translation>%1 分 %2 秒</translation>
        </message>
        <message>
            <source>just now</source>
            <translation>たった今</translation>
        </message>
        <message numerus="yes">
            <source>%n minute(s) ago</source>
            <translation>
                <numerusform>%n 分前</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n hour(s) ago</source>
            <translation>
                <numerusform>%n 時間前</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>KeyForm</name>
        <message>
            <source>Alias</source>
            <translation>エイリアス</translation>
        </message>
        <message>
            <source>What this key is for</source>
            <translation>このキーの用途</translation>
        </message>
        <message>
            <source>Models</source>
            <translation>モデル</translation>
        </message>
        <message>
            <source>Team</source>
            <translation>チーム</translation>
        </message>
        <message>
            <source>Shared budget</source>
            <translation>共有予算</translation>
        </message>
        <message>
            <source>Owner</source>
            <translation>所有者</translation>
        </message>
        <message>
            <source>User id, may be empty</source>
            <translation>ユーザー ID（空欄でもかまいません）</translation>
        </message>
        <message>
            <source>Expires</source>
            <translation>有効期限</translation>
        </message>
        <message>
            <source>Choose at least one model, or all models.</source>
            <translation>モデルを 1 つ以上選ぶか、「すべてのモデル」を選んでください。</translation>
        </message>
    </context>
    <context>
        <name>LimitsForm</name>
        <message>
            <source>Budget</source>
            <translation>予算</translation>
        </message>
        <message>
            <source>Unlimited</source>
            <translation>上限なし</translation>
        </message>
        <message>
            <source>Budget starts anew</source>
            <translation>予算のリセット</translation>
        </message>
        <message>
            <source>Tokens per minute</source>
            <translation>トークン数/分</translation>
        </message>
        <message>
            <source>Requests per minute</source>
            <translation>リクエスト数/分</translation>
        </message>
    </context>
    <context>
        <name>MemberForm</name>
        <message>
            <source>User id</source>
            <translation>ユーザー ID</translation>
        </message>
        <message>
            <source>E-mail</source>
            <translation>メールアドレス</translation>
        </message>
        <message>
            <source>Role</source>
            <translation>役割</translation>
        </message>
        <message>
            <source>Budget in this team</source>
            <translation>チーム内の予算</translation>
        </message>
        <message>
            <source>Unlimited</source>
            <translation>上限なし</translation>
        </message>
    </context>
    <context>
        <name>ObservationLook</name>
        <message>
            <source>%1 ms</source>
            <translation>%1 ミリ秒</translation>
        </message>
        <message>
            <source>%1 s</source>
            <translation>%1 秒</translation>
        </message>
        <message>
            <source>Span</source>
            <translation>スパン</translation>
        </message>
        <message>
            <source>Generation</source>
            <translation>ジェネレーション</translation>
        </message>
        <message>
            <source>Event</source>
            <translation>イベント</translation>
        </message>
        <message>
            <source>Agent</source>
            <translation>エージェント</translation>
        </message>
        <message>
            <source>Tool</source>
            <translation>ツール</translation>
        </message>
        <message>
            <source>Chain</source>
            <translation>チェーン</translation>
        </message>
        <message>
            <source>Retriever</source>
            <translation>リトリーバー</translation>
        </message>
        <message>
            <source>Evaluator</source>
            <translation>評価</translation>
        </message>
        <message>
            <source>Embedding</source>
            <translation>埋め込み</translation>
        </message>
        <message>
            <source>Guardrail</source>
            <translation>ガードレール</translation>
        </message>
        <message>
            <source>first token %1 · %2</source>
            <translation>最初のトークン %1 · %2</translation>
        </message>
    </context>
    <context>
        <name>ObservationPane</name>
        <message>
            <source>Input</source>
            <translation>入力</translation>
        </message>
        <message>
            <source>Output</source>
            <translation>出力</translation>
        </message>
        <message>
            <source>Metadata</source>
            <translation>メタデータ</translation>
        </message>
    </context>
    <context>
        <name>ProblemWords</name>
        <message>
            <source>the team</source>
            <translation>チーム</translation>
        </message>
        <message>
            <source>the team member</source>
            <translation>チームメンバー</translation>
        </message>
        <message>
            <source>the user</source>
            <translation>ユーザー</translation>
        </message>
        <message>
            <source>the end user</source>
            <translation>エンドユーザー</translation>
        </message>
        <message>
            <source>the organisation</source>
            <translation>組織</translation>
        </message>
        <message>
            <source>the shared budget</source>
            <translation>共有予算</translation>
        </message>
        <message>
            <source>this key</source>
            <translation>このキー</translation>
        </message>
        <message>
            <source>The gateway has no model named %1.</source>
            <translation>ゲートウェイに %1 というモデルはありません。</translation>
        </message>
        <message>
            <source>The team of this key may not use %1.</source>
            <translation>このキーのチームは %1 を使えません。</translation>
        </message>
        <message>
            <source>This key may not use %1.</source>
            <translation>このキーでは %1 を使えません。</translation>
        </message>
        <message>
            <source>It may use: %1.</source>
            <translation>使えるモデル：%1。</translation>
        </message>
        <message>
            <source>The budget of %1 is used up.</source>
            <translation>%1の予算を使い切りました。</translation>
        </message>
        <message>
            <source>%1 of %2 are spent.</source>
            <translation>%2 のうち %1 を使用しました。</translation>
        </message>
        <message>
            <source>It starts anew on %1.</source>
            <translation>%1 にリセットされます。</translation>
        </message>
        <message>
            <source>Too many requests for now. Try again in %1.</source>
            <translation>リクエストが集中しています。%1後に再試行してください。</translation>
        </message>
        <message>
            <source>Too many requests for now. Wait a moment and try again.</source>
            <translation>リクエストが集中しています。しばらく待ってから再試行してください。</translation>
        </message>
        <message>
            <source>This key has expired.</source>
            <translation>このキーは有効期限が切れています。</translation>
        </message>
        <message>
            <source>This key is blocked.</source>
            <translation>このキーは停止されています。</translation>
        </message>
        <message>
            <source>The team of this key is blocked.</source>
            <translation>このキーのチームは停止されています。</translation>
        </message>
        <message>
            <source>This key is not made for chatting.</source>
            <translation>このキーはチャットには使えません。</translation>
        </message>
        <message>
            <source>The gateway does not know this key. It may have been deleted.</source>
            <translation>ゲートウェイに登録されていないキーです。削除された可能性があります。</translation>
        </message>
        <message>
            <source>Switch key</source>
            <translation>キーを切り替える</translation>
        </message>
        <message>
            <source>Switch model</source>
            <translation>モデルを切り替える</translation>
        </message>
        <message>
            <source>Ask the administrator</source>
            <translation>管理者に相談</translation>
        </message>
        <message>
            <source>Raise the budget</source>
            <translation>予算を引き上げる</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>再試行</translation>
        </message>
        <message>
            <source>New conversation</source>
            <translation>新しい会話</translation>
        </message>
        <message>
            <source>Test the connection</source>
            <translation>接続テスト</translation>
        </message>
        <message>
            <source>Enter a key</source>
            <translation>キーを入力</translation>
        </message>
        <message>
            <source>I was refused with the key "%1": %2</source>
            <translation>キー「%1」で次のように拒否されました：%2</translation>
        </message>
        <message>
            <source>Call id: %1</source>
            <translation>呼び出し ID：%1</translation>
        </message>
    </context>
    <context>
        <name>ProfileForm</name>
        <message>
            <source>Name</source>
            <translation>名前</translation>
        </message>
        <message>
            <source>Company gateway</source>
            <translation>社内ゲートウェイ</translation>
        </message>
        <message>
            <source>Gateway address</source>
            <translation>ゲートウェイのアドレス</translation>
        </message>
        <message>
            <source>Virtual key</source>
            <translation>仮想キー</translation>
        </message>
        <message>
            <source>Name of the key</source>
            <translation>キーの名前</translation>
        </message>
        <message>
            <source>Colour</source>
            <translation>色</translation>
        </message>
        <message>
            <source>Production: show its name in a band</source>
            <translation>本番環境：名前を帯で表示する</translation>
        </message>
        <message>
            <source>Langfuse address</source>
            <translation>Langfuse のアドレス</translation>
        </message>
        <message>
            <source>leave empty for no tracing</source>
            <translation>空欄ならトレースしません</translation>
        </message>
        <message>
            <source>Public key</source>
            <translation>パブリックキー</translation>
        </message>
        <message>
            <source>Secret key</source>
            <translation>シークレットキー</translation>
        </message>
        <message>
            <source>Environment</source>
            <translation>環境</translation>
        </message>
    </context>
    <context>
        <name>TeamForm</name>
        <message>
            <source>Name</source>
            <translation>名前</translation>
        </message>
        <message>
            <source>Models</source>
            <translation>モデル</translation>
        </message>
    </context>
    <context>
        <name>TraceDelivery</name>
        <message>
            <source>Langfuse refuses the key pair of this profile; they are sent once it is right.</source>
            <translation>Langfuse がこのプロファイルのキーペアを拒否しています。正しいキーになれば送信されます。</translation>
        </message>
        <message>
            <source>Langfuse asked to wait; they are sent later.</source>
            <translation>Langfuse から待つように求められました。あとで送信されます。</translation>
        </message>
        <message>
            <source>The queue on this computer cannot be read or written.</source>
            <translation>このコンピューター上の送信待ちキューを読み書きできません。</translation>
        </message>
        <message>
            <source>Langfuse does not answer; it is tried again.</source>
            <translation>Langfuse が応答しません。自動的に再試行します。</translation>
        </message>
        <message numerus="yes">
            <source>%n trace(s) waiting.</source>
            <translation>
                <numerusform>トレース %n 件が送信待ちです。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n trace(s) could not be delivered and were dropped.</source>
            <translation>
                <numerusform>トレース %n 件は送信できず、破棄されました。</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>sekisho::app::DesktopPages</name>
        <message>
            <source>Chat</source>
            <translation>チャット</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>キー</translation>
        </message>
        <message>
            <source>Teams</source>
            <translation>チーム</translation>
        </message>
        <message>
            <source>Budgets</source>
            <translation>予算</translation>
        </message>
        <message>
            <source>Traces</source>
            <translation>トレース</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>設定</translation>
        </message>
        <message>
            <source>Conversation</source>
            <translation>会話</translation>
        </message>
    </context>
    <context>
        <name>sekisho::app::LocalProfile</name>
        <message>
            <source>Local gateway</source>
            <translation>ローカルゲートウェイ</translation>
        </message>
        <message>
            <source>Master key</source>
            <translation>マスターキー</translation>
        </message>
    </context>
    <context>
        <name>sekisho::app::ProfileFlow</name>
        <message>
            <source>Langfuse (local)</source>
            <translation>Langfuse（ローカル）</translation>
        </message>
    </context>
    <context>
        <name>sekisho::models::SessionTableModel</name>
        <message>
            <source>Session</source>
            <translation>セッション</translation>
        </message>
        <message>
            <source>Environment</source>
            <translation>環境</translation>
        </message>
        <message>
            <source>Started</source>
            <translation>開始</translation>
        </message>
    </context>
    <context>
        <name>sekisho::models::TraceTableModel</name>
        <message>
            <source>Trace</source>
            <translation>トレース</translation>
        </message>
        <message>
            <source>Input</source>
            <translation>入力</translation>
        </message>
        <message>
            <source>Session</source>
            <translation>セッション</translation>
        </message>
        <message>
            <source>User</source>
            <translation>ユーザー</translation>
        </message>
        <message>
            <source>Time taken</source>
            <translation>所要時間</translation>
        </message>
        <message>
            <source>Cost</source>
            <translation>費用</translation>
        </message>
        <message>
            <source>When</source>
            <translation>日時</translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::AdminPage</name>
        <message>
            <source>Cancel</source>
            <translation>キャンセル</translation>
        </message>
        <message>
            <source>Copied: %1</source>
            <translation>コピーしました：%1</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状態</translation>
        </message>
        <message>
            <source>Tokens per minute</source>
            <translation>トークン数/分</translation>
        </message>
        <message>
            <source>Requests per minute</source>
            <translation>リクエスト数/分</translation>
        </message>
        <message>
            <source>This may be out of date. %1.</source>
            <translation>表示が古い可能性があります。%1。</translation>
        </message>
        <message>
            <source>Edit</source>
            <translation>編集</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>削除</translation>
        </message>
        <message>
            <source>Change %1</source>
            <translation>%1 を変更</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>Saved</source>
            <translation>保存しました</translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::BudgetForm</name>
        <message>
            <source>Set at least one limit.</source>
            <translation>上限を 1 つ以上設定してください。</translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::BudgetPage</name>
        <message>
            <source>Budgets</source>
            <translation>予算</translation>
        </message>
        <message>
            <source>New budget</source>
            <translation>新しい予算</translation>
        </message>
        <message>
            <source>No shared budgets yet</source>
            <translation>共有予算はまだありません</translation>
        </message>
        <message>
            <source>A shared budget is one limit for several keys. Choose it when you create a key.</source>
            <translation>共有予算は、複数のキーに共通の上限です。キーを作成するときに選べます。</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名前</translation>
        </message>
        <message>
            <source>Spend / budget</source>
            <translation>使用額/予算</translation>
        </message>
        <message>
            <source>Warns at</source>
            <translation>警告</translation>
        </message>
        <message>
            <source>Period</source>
            <translation>期間</translation>
        </message>
        <message>
            <source>Starts anew</source>
            <translation>リセット</translation>
        </message>
        <message>
            <source>Tokens per minute</source>
            <translation>トークン数/分</translation>
        </message>
        <message>
            <source>Requests per minute</source>
            <translation>リクエスト数/分</translation>
        </message>
        <message>
            <source>Created</source>
            <translation>作成日</translation>
        </message>
        <message>
            <source>Unlimited</source>
            <translation>上限なし</translation>
        </message>
        <message>
            <source>never</source>
            <translation>なし</translation>
        </message>
        <message>
            <source>Create budget</source>
            <translation>予算を作成</translation>
        </message>
        <message>
            <source>The budget was created</source>
            <translation>予算を作成しました</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>削除</translation>
        </message>
        <message>
            <source>Keys that count against it</source>
            <translation>この予算を使うキー</translation>
        </message>
        <message>
            <source>Delete the budget %1?</source>
            <translation>予算「%1」を削除しますか？</translation>
        </message>
        <message>
            <source>Its keys go on without this limit. This cannot be undone.</source>
            <translation>この予算を使うキーは、この上限なしで使い続けられます。元に戻せません。</translation>
        </message>
        <message>
            <source>%1 was deleted</source>
            <translation>%1 を削除しました</translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::ChatPage</name>
        <message>
            <source>Message</source>
            <translation>メッセージ</translation>
        </message>
        <message>
            <source>Settings of this chat</source>
            <translation>このチャットの設定</translation>
        </message>
        <message>
            <source>A note for the administrator is in the clipboard.</source>
            <translation>管理者に送るメモをクリップボードにコピーしました。</translation>
        </message>
        <message>
            <source>Copied</source>
            <translation>コピーしました</translation>
        </message>
        <message>
            <source>This key is not in the keychain any more. Add it again.</source>
            <translation>このキーはキーチェーンに残っていません。もう一度追加してください。</translation>
        </message>
        <message>
            <source>Add a virtual key</source>
            <translation>仮想キーを追加</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>キャンセル</translation>
        </message>
        <message>
            <source>Add</source>
            <translation>追加</translation>
        </message>
        <message>
            <source>Testing the gateway…</source>
            <translation>ゲートウェイをテストしています…</translation>
        </message>
        <message>
            <source>This profile has no Langfuse.</source>
            <translation>このプロファイルには Langfuse がありません。</translation>
        </message>
        <message>
            <source>Testing Langfuse…</source>
            <translation>Langfuse をテストしています…</translation>
        </message>
        <message>
            <source>Connected to Langfuse, project %1.</source>
            <translation>Langfuse に接続できました。プロジェクト：%1。</translation>
        </message>
        <message>
            <source>Clear the history?</source>
            <translation>履歴を消去しますか？</translation>
        </message>
        <message>
            <source>All messages of this conversation are removed. Its settings stay.</source>
            <translation>この会話のメッセージをすべて削除します。設定は残ります。</translation>
        </message>
        <message>
            <source>Clear</source>
            <translation>消去</translation>
        </message>
        <message>
            <source>≈ %1 tokens</source>
            <translation>約 %1 トークン</translation>
        </message>
        <message>
            <source>What would you like to ask?</source>
            <translation>何を聞きますか？</translation>
        </message>
        <message>
            <source>This is a demo model: it answers offline with made-up text, and its costs are only an example.</source>
            <translation>デモ用のモデルです。オフラインで架空の文章を返します。費用は一例です。</translation>
        </message>
        <message>
            <source>Write below. Model, key and tracing are set above, for this conversation.</source>
            <translation>下の欄に入力してください。モデル、キー、トレースは、上の欄で会話ごとに設定できます。</translation>
        </message>
        <message>
            <source>Conversation deleted.</source>
            <translation>会話を削除しました。</translation>
        </message>
        <message>
            <source>&amp;Undo</source>
            <translation>元に戻す(&amp;U)</translation>
        </message>
        <message>
            <source>There is no model to ask. Choose one above.</source>
            <translation>質問できるモデルがありません。上の欄で選んでください。</translation>
        </message>
        <message>
            <source>No model to ask</source>
            <translation>使えるモデルがありません</translation>
        </message>
        <message>
            <source>This key may not use any model of the gateway. Choose another key above, or ask your administrator.</source>
            <translation>このキーで使えるモデルがゲートウェイにありません。上の欄で別のキーを選ぶか、管理者に相談してください。</translation>
        </message>
        <message>
            <source>Look again</source>
            <translation>もう一度確認</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>再試行</translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::ChatSettings</name>
        <message>
            <source>This is not a number that can be used.</source>
            <translation>使える数値ではありません。</translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::CommandPalette</name>
        <message>
            <source>Jump to a page or a conversation</source>
            <translation>ページや会話へ移動</translation>
        </message>
        <message>
            <source>Jump to</source>
            <translation>移動先</translation>
        </message>
        <message>
            <source>Places</source>
            <translation>移動先の一覧</translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::Composer</name>
        <message>
            <source>Enter sends</source>
            <translation>Enter で送信</translation>
        </message>
        <message>
            <source>Ctrl+Enter sends</source>
            <translation>Ctrl+Enter で送信</translation>
        </message>
        <message>
            <source>Stop the answer</source>
            <translation>回答を止める</translation>
        </message>
        <message>
            <source>Send</source>
            <translation>送信</translation>
        </message>
        <message>
            <source>Message</source>
            <translation>メッセージ</translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::ConfirmSheet</name>
        <message numerus="yes">
            <source>… and %n more</source>
            <translation>
                <numerusform>… ほか %n 件</numerusform>
            </translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>キャンセル</translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::ConnectionTestLine</name>
        <message>
            <source>Cancel</source>
            <translation>キャンセル</translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::ConnectionTestView</name>
        <message>
            <source>Connected to Langfuse %1.</source>
            <translation>Langfuse %1 に接続できました。</translation>
        </message>
        <message>
            <source>Project: %1.</source>
            <translation>プロジェクト：%1。</translation>
        </message>
        <message>
            <source>Test the gateway</source>
            <translation>ゲートウェイの接続テスト</translation>
        </message>
        <message>
            <source>Test Langfuse</source>
            <translation>Langfuse の接続テスト</translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::ConversationDelegate</name>
        <message>
            <source>Today</source>
            <translation>今日</translation>
        </message>
        <message>
            <source>Yesterday</source>
            <translation>昨日</translation>
        </message>
        <message>
            <source>This week</source>
            <translation>今週</translation>
        </message>
        <message>
            <source>Older</source>
            <translation>それ以前</translation>
        </message>
        <message>
            <source>New conversation</source>
            <translation>新しい会話</translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::ConversationPane</name>
        <message>
            <source>New conversation</source>
            <translation>新しい会話</translation>
        </message>
        <message>
            <source>New conversation (Ctrl+N)</source>
            <translation>新しい会話 (Ctrl+N)</translation>
        </message>
        <message>
            <source>Search conversations</source>
            <translation>会話を検索</translation>
        </message>
        <message>
            <source>Conversations</source>
            <translation>会話</translation>
        </message>
        <message>
            <source>Nothing found</source>
            <translation>見つかりませんでした</translation>
        </message>
        <message>
            <source>Try another word.</source>
            <translation>別の言葉で試してください。</translation>
        </message>
        <message>
            <source>Your conversations will be listed here.</source>
            <translation>会話はここに並びます。</translation>
        </message>
        <message>
            <source>Rename</source>
            <translation>名前を変更</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>削除</translation>
        </message>
        <message>
            <source>Rename the conversation</source>
            <translation>会話の名前を変更</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>キャンセル</translation>
        </message>
        <message>
            <source>Delete this conversation?</source>
            <translation>この会話を削除しますか？</translation>
        </message>
        <message>
            <source>Its messages are removed from this computer.</source>
            <translation>メッセージはこのコンピューターから削除されます。</translation>
        </message>
        <message>
            <source>Title</source>
            <translation>題名</translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::FindBar</name>
        <message>
            <source>Not found</source>
            <translation>見つかりません</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%2 件中 %1 件目</translation>
        </message>
        <message>
            <source>Find in this conversation</source>
            <translation>この会話を検索</translation>
        </message>
        <message>
            <source>The one before (Shift+Enter)</source>
            <translation>前へ (Shift+Enter)</translation>
        </message>
        <message>
            <source>The next one (Enter)</source>
            <translation>次へ (Enter)</translation>
        </message>
        <message>
            <source>End the search (Esc)</source>
            <translation>検索を終える (Esc)</translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::IdentityStrip</name>
        <message>
            <source>This key may not use it</source>
            <translation>このキーでは使えません</translation>
        </message>
        <message>
            <source>Add a key…</source>
            <translation>キーを追加…</translation>
        </message>
        <message>
            <source>No end user</source>
            <translation>エンドユーザーなし</translation>
        </message>
        <message>
            <source>Session %1</source>
            <translation>セッション %1</translation>
        </message>
        <message>
            <source>Traced: %1</source>
            <translation>トレース中：%1</translation>
        </message>
        <message>
            <source>Not traced</source>
            <translation>トレースなし</translation>
        </message>
        <message numerus="yes">
            <source>%n message(s)</source>
            <translation>
                <numerusform>メッセージ %n 件</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 tokens</source>
            <translation>%1 トークン</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>モデル</translation>
        </message>
        <message>
            <source>Virtual key</source>
            <translation>仮想キー</translation>
        </message>
        <message>
            <source>End user told to the gateway and to Langfuse</source>
            <translation>ゲートウェイと Langfuse に伝えるエンドユーザー</translation>
        </message>
        <message>
            <source>When on, every turn is sent to Langfuse as a trace. When off, nothing is sent.</source>
            <translation>オンにすると、やり取りごとにトレースを Langfuse へ送ります。オフのときは何も送りません。</translation>
        </message>
        <message>
            <source>demo</source>
            <translation>デモ</translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::KeyEntry</name>
        <message>
            <source>What you call it</source>
            <translation>分かりやすい呼び名</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名前</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>キー</translation>
        </message>
        <message>
            <source>Enter the key.</source>
            <translation>キーを入力してください。</translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::KeyForm</name>
        <message>
            <source>No team</source>
            <translation>チームなし</translation>
        </message>
        <message>
            <source>None</source>
            <translation>なし</translation>
        </message>
        <message>
            <source>Never</source>
            <translation>なし</translation>
        </message>
        <message>
            <source>In a day</source>
            <translation>1 日後</translation>
        </message>
        <message>
            <source>In 7 days</source>
            <translation>7 日後</translation>
        </message>
        <message>
            <source>In 30 days</source>
            <translation>30 日後</translation>
        </message>
        <message>
            <source>In 90 days</source>
            <translation>90 日後</translation>
        </message>
        <message>
            <source>In a year</source>
            <translation>1 年後</translation>
        </message>
        <message>
            <source>As it is</source>
            <translation>変更しない</translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::KeyPage</name>
        <message>
            <source>Keys</source>
            <translation>キー</translation>
        </message>
        <message>
            <source>New key</source>
            <translation>新しいキー</translation>
        </message>
        <message>
            <source>No keys yet</source>
            <translation>キーはまだありません</translation>
        </message>
        <message>
            <source>A virtual key lets a person or a program use chosen models, up to a budget.</source>
            <translation>仮想キーがあると、人やプログラムが、選んだモデルを予算の範囲で使えます。</translation>
        </message>
        <message>
            <source>Alias</source>
            <translation>エイリアス</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>キー</translation>
        </message>
        <message>
            <source>Team</source>
            <translation>チーム</translation>
        </message>
        <message>
            <source>Owner</source>
            <translation>所有者</translation>
        </message>
        <message>
            <source>Models</source>
            <translation>モデル</translation>
        </message>
        <message>
            <source>Spend / budget</source>
            <translation>使用額/予算</translation>
        </message>
        <message>
            <source>Starts anew</source>
            <translation>リセット</translation>
        </message>
        <message>
            <source>Expires</source>
            <translation>有効期限</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状態</translation>
        </message>
        <message>
            <source>Created</source>
            <translation>作成日</translation>
        </message>
        <message>
            <source>All models</source>
            <translation>すべてのモデル</translation>
        </message>
        <message>
            <source>never</source>
            <translation>なし</translation>
        </message>
        <message>
            <source>Create key</source>
            <translation>キーを作成</translation>
        </message>
        <message>
            <source>May use</source>
            <translation>使えるモデル</translation>
        </message>
        <message>
            <source>Shared budget</source>
            <translation>共有予算</translation>
        </message>
        <message>
            <source>Budget starts anew</source>
            <translation>予算のリセット</translation>
        </message>
        <message>
            <source>The new key %1</source>
            <translation>新しいキー %1</translation>
        </message>
        <message>
            <source>Unblock</source>
            <translation>停止を解除</translation>
        </message>
        <message>
            <source>Block</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>%1 may be used again</source>
            <translation>%1 をまた使えるようにしました</translation>
        </message>
        <message>
            <source>%1 is blocked</source>
            <translation>%1 を停止しました</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>削除</translation>
        </message>
        <message>
            <source>Delete the key %1?</source>
            <translation>キー「%1」を削除しますか？</translation>
        </message>
        <message>
            <source>Whoever uses it is refused from now on. This cannot be undone.</source>
            <translation>このキーを使うと、以後は拒否されます。元に戻せません。</translation>
        </message>
        <message>
            <source>%1 was deleted</source>
            <translation>%1 を削除しました</translation>
        </message>
        <message>
            <source>Alias, key, owner, team, model</source>
            <translation>エイリアス、キー、所有者など</translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::KeyUsage</name>
        <message>
            <source>%1   %2 / %3</source>
            <translation>%1   %2 / %3</translation>
        </message>
        <message>
            <source>%1   %2 spent</source>
            <translation>%1   %2 使用</translation>
        </message>
        <message>
            <source>Starts anew on %1</source>
            <translation>%1 にリセット</translation>
        </message>
        <message>
            <source>%1: no limits</source>
            <translation>%1：上限なし</translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::LimitsForm</name>
        <message>
            <source>Never</source>
            <translation>なし</translation>
        </message>
        <message>
            <source>Every day</source>
            <translation>毎日</translation>
        </message>
        <message>
            <source>Every week</source>
            <translation>毎週</translation>
        </message>
        <message>
            <source>Every month</source>
            <translation>毎月</translation>
        </message>
        <message>
            <source>Every %1</source>
            <translation>%1 ごと</translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::ListHeader</name>
        <message>
            <source>Search in %1</source>
            <translation>%1を検索</translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::MainWindow</name>
        <message>
            <source>Page</source>
            <translation>ページ</translation>
        </message>
        <message>
            <source>The keychain refused access: keys are kept in memory only and are gone when Sekisho ends.</source>
            <translation>キーチェーンへのアクセスが拒否されました。キーはメモリーにだけ保持され、Sekisho を終了すると失われます。</translation>
        </message>
        <message>
            <source>The keychain did not answer: keys are kept in memory only and are gone when Sekisho ends.</source>
            <translation>キーチェーンが応答しませんでした。キーはメモリーにだけ保持され、Sekisho を終了すると失われます。</translation>
        </message>
        <message>
            <source>No keychain was found: keys are kept in memory only and are gone when Sekisho ends.</source>
            <translation>キーチェーンが見つかりません。キーはメモリーにだけ保持され、Sekisho を終了すると失われます。</translation>
        </message>
        <message>
            <source>The local gateway did not start. %1</source>
            <translation>ローカルゲートウェイを起動できませんでした。%1</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>再試行</translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::MemberForm</name>
        <message>
            <source>Member</source>
            <translation>メンバー</translation>
        </message>
        <message>
            <source>Team administrator</source>
            <translation>チーム管理者</translation>
        </message>
        <message>
            <source>Give a user id or an e-mail address.</source>
            <translation>ユーザー ID かメールアドレスを入力してください。</translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::MessageFeed</name>
        <message>
            <source>You</source>
            <translation>あなた</translation>
        </message>
        <message>
            <source>System message</source>
            <translation>システムメッセージ</translation>
        </message>
        <message>
            <source>%1 tokens (%2 + %3)</source>
            <translation>%1 トークン (%2 + %3)</translation>
        </message>
        <message>
            <source>demo</source>
            <translation>デモ</translation>
        </message>
        <message>
            <source>Stopped.</source>
            <translation>停止しました。</translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::MessageView</name>
        <message>
            <source>Copy</source>
            <translation>コピー</translation>
        </message>
        <message>
            <source>Trace</source>
            <translation>トレース</translation>
        </message>
        <message>
            <source>Retry</source>
            <translation>再試行</translation>
        </message>
        <message>
            <source>Conversation</source>
            <translation>会話</translation>
        </message>
        <message>
            <source>↓ Newest</source>
            <translation>↓ 最新へ</translation>
        </message>
        <message>
            <source>Select all</source>
            <translation>すべて選択</translation>
        </message>
        <message>
            <source>Copy address</source>
            <translation>アドレスをコピー</translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::MeterBar</name>
        <message>
            <source>%1 (%2 %)</source>
            <translation>%1（%2 %）</translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::ModelPicker</name>
        <message>
            <source>All models</source>
            <translation>すべてのモデル</translation>
        </message>
        <message>
            <source>Only these</source>
            <translation>選んだモデルのみ</translation>
        </message>
        <message>
            <source>Models</source>
            <translation>モデル</translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::Notice</name>
        <message>
            <source>Close</source>
            <translation>閉じる</translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::ObservationPane</name>
        <message>
            <source>Type</source>
            <translation>種類</translation>
        </message>
        <message>
            <source>Started</source>
            <translation>開始</translation>
        </message>
        <message>
            <source>Duration</source>
            <translation>所要時間</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>モデル</translation>
        </message>
        <message>
            <source>Input tokens</source>
            <translation>入力トークン</translation>
        </message>
        <message>
            <source>Output tokens</source>
            <translation>出力トークン</translation>
        </message>
        <message>
            <source>Cost</source>
            <translation>費用</translation>
        </message>
        <message>
            <source>Input</source>
            <translation>入力</translation>
        </message>
        <message>
            <source>Output</source>
            <translation>出力</translation>
        </message>
        <message>
            <source>Metadata</source>
            <translation>メタデータ</translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::ObservationView</name>
        <message>
            <source>Observations</source>
            <translation>オブザベーション</translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::PageFrame</name>
        <message>
            <source>Try again</source>
            <translation>再試行</translation>
        </message>
        <message>
            <source>Not permitted</source>
            <translation>権限がありません</translation>
        </message>
        <message>
            <source>The signed-in key may not do this. It needs: %1</source>
            <translation>現在のキーではこの操作はできません。必要な権限：%1</translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::PayloadView</name>
        <message>
            <source>Nothing was recorded</source>
            <translation>記録はありません</translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::ProfileBand</name>
        <message>
            <source>Production: %1</source>
            <translation>本番環境：%1</translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::ProfileSheet</name>
        <message>
            <source>Blue</source>
            <translation>青</translation>
        </message>
        <message>
            <source>Green</source>
            <translation>緑</translation>
        </message>
        <message>
            <source>Orange</source>
            <translation>オレンジ</translation>
        </message>
        <message>
            <source>Red</source>
            <translation>赤</translation>
        </message>
        <message>
            <source>Violet</source>
            <translation>紫</translation>
        </message>
        <message>
            <source>Grey</source>
            <translation>グレー</translation>
        </message>
        <message>
            <source>New profile</source>
            <translation>新しいプロファイル</translation>
        </message>
        <message>
            <source>Edit %1</source>
            <translation>%1 を編集</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>キャンセル</translation>
        </message>
        <message>
            <source>Add and use</source>
            <translation>追加して使う</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>%1, unchanged</source>
            <translation>%1（変更なし）</translation>
        </message>
        <message>
            <source>unchanged</source>
            <translation>変更なし</translation>
        </message>
        <message>
            <source>The gateway address must start with http:// or https://.</source>
            <translation>ゲートウェイのアドレスは http:// か https:// で始めてください。</translation>
        </message>
        <message>
            <source>The Langfuse address must start with http:// or https://.</source>
            <translation>Langfuse のアドレスは http:// か https:// で始めてください。</translation>
        </message>
        <message>
            <source>The environment may only have lowercase letters, digits, - and _.</source>
            <translation>環境名に使えるのは、英小文字、数字、「-」「_」だけです。</translation>
        </message>
        <message>
            <source>The environment may have 40 characters at most.</source>
            <translation>環境名は 40 文字までです。</translation>
        </message>
        <message>
            <source>The environment must not start with "langfuse".</source>
            <translation>環境名を「langfuse」で始めることはできません。</translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::SecretReveal</name>
        <message>
            <source>Done</source>
            <translation>完了</translation>
        </message>
        <message>
            <source>This is the only time the key is shown. Copy it now and keep it safe.</source>
            <translation>キーが表示されるのは今回だけです。今すぐコピーして、安全な場所に保管してください。</translation>
        </message>
        <message>
            <source>New key</source>
            <translation>新しいキー</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>コピー</translation>
        </message>
        <message>
            <source>I have written it down</source>
            <translation>控えました</translation>
        </message>
        <message>
            <source>Copied</source>
            <translation>コピーしました</translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::SessionView</name>
        <message>
            <source>after %1</source>
            <translation>%1後</translation>
        </message>
        <message numerus="yes">
            <source>%n trace(s)</source>
            <translation>
                <numerusform>トレース %n 件</numerusform>
            </translation>
        </message>
        <message>
            <source>Session</source>
            <translation>セッション</translation>
        </message>
        <message>
            <source>cost unknown</source>
            <translation>費用不明</translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::SettingsPage</name>
        <message>
            <source>As the system</source>
            <translation>システムに合わせる</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>ライト</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>ダーク</translation>
        </message>
        <message>
            <source>High contrast</source>
            <translation>ハイコントラスト</translation>
        </message>
        <message>
            <source>Enter sends, Shift+Enter starts a line</source>
            <translation>Enter で送信、Shift+Enter で改行</translation>
        </message>
        <message>
            <source>Ctrl+Enter sends, Enter starts a line</source>
            <translation>Ctrl+Enter で送信、Enter で改行</translation>
        </message>
        <message>
            <source>Local gateway</source>
            <translation>ローカルゲートウェイ</translation>
        </message>
        <message>
            <source>production</source>
            <translation>本番</translation>
        </message>
        <message>
            <source>in use</source>
            <translation>使用中</translation>
        </message>
        <message>
            <source>Use</source>
            <translation>使う</translation>
        </message>
        <message>
            <source>Edit…</source>
            <translation>編集…</translation>
        </message>
        <message>
            <source>Delete…</source>
            <translation>削除…</translation>
        </message>
        <message>
            <source>Delete the profile %1?</source>
            <translation>プロファイル「%1」を削除しますか？</translation>
        </message>
        <message>
            <source>Its keys are removed from this computer. Nothing changes at the gateway.</source>
            <translation>このプロファイルのキーをこのコンピューターから削除します。ゲートウェイ側は変わりません。</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>削除</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>設定</translation>
        </message>
        <message>
            <source>Profiles</source>
            <translation>プロファイル</translation>
        </message>
        <message>
            <source>A profile is a gateway, the keys you have there, and where traces go.</source>
            <translation>プロファイルは、ゲートウェイと、そこで使うキー、トレースの送り先をまとめたものです。</translation>
        </message>
        <message>
            <source>Add a profile…</source>
            <translation>プロファイルを追加…</translation>
        </message>
        <message>
            <source>This window</source>
            <translation>表示と操作</translation>
        </message>
        <message>
            <source>Colours</source>
            <translation>配色</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>言語</translation>
        </message>
        <message>
            <source>Sending</source>
            <translation>送信キー</translation>
        </message>
        <message>
            <source>Comfortable</source>
            <translation>ゆったり</translation>
        </message>
        <message>
            <source>Compact</source>
            <translation>コンパクト</translation>
        </message>
        <message>
            <source>Rows of tables</source>
            <translation>表の行間</translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::SidePane</name>
        <message>
            <source>Close (Esc)</source>
            <translation>閉じる (Esc)</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>閉じる</translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::Speaker</name>
        <message>
            <source>System message</source>
            <translation>システムメッセージ</translation>
        </message>
        <message>
            <source>User</source>
            <translation>ユーザー</translation>
        </message>
        <message>
            <source>Assistant</source>
            <translation>アシスタント</translation>
        </message>
        <message>
            <source>Tool</source>
            <translation>ツール</translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::StateDot</name>
        <message>
            <source>starting</source>
            <translation>起動中</translation>
        </message>
        <message>
            <source>running</source>
            <translation>稼働中</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>失敗</translation>
        </message>
        <message>
            <source>checking</source>
            <translation>確認中</translation>
        </message>
        <message>
            <source>online</source>
            <translation>オンライン</translation>
        </message>
        <message>
            <source>offline</source>
            <translation>オフライン</translation>
        </message>
        <message>
            <source>unknown</source>
            <translation>不明</translation>
        </message>
        <message>
            <source>Gateway: %1</source>
            <translation>ゲートウェイ：%1</translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::StateView</name>
        <message>
            <source>Details</source>
            <translation>詳細</translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::TeamForm</name>
        <message>
            <source>Give the team a name.</source>
            <translation>チームの名前を入力してください。</translation>
        </message>
        <message>
            <source>Choose at least one model, or all models.</source>
            <translation>モデルを 1 つ以上選ぶか、「すべてのモデル」を選んでください。</translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::TeamPage</name>
        <message>
            <source>Teams</source>
            <translation>チーム</translation>
        </message>
        <message>
            <source>New team</source>
            <translation>新しいチーム</translation>
        </message>
        <message>
            <source>No teams yet</source>
            <translation>チームはまだありません</translation>
        </message>
        <message>
            <source>A team shares models and a budget among the keys of its members.</source>
            <translation>チームでは、メンバーのキーがモデルと予算を共有します。</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名前</translation>
        </message>
        <message>
            <source>Id</source>
            <translation>ID</translation>
        </message>
        <message>
            <source>Members</source>
            <translation>メンバー</translation>
        </message>
        <message>
            <source>Models</source>
            <translation>モデル</translation>
        </message>
        <message>
            <source>Spend / budget</source>
            <translation>使用額/予算</translation>
        </message>
        <message>
            <source>Starts anew</source>
            <translation>リセット</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状態</translation>
        </message>
        <message>
            <source>Created</source>
            <translation>作成日</translation>
        </message>
        <message>
            <source>All models</source>
            <translation>すべてのモデル</translation>
        </message>
        <message>
            <source>never</source>
            <translation>なし</translation>
        </message>
        <message>
            <source>Create team</source>
            <translation>チームを作成</translation>
        </message>
        <message>
            <source>The team was created</source>
            <translation>チームを作成しました</translation>
        </message>
        <message>
            <source>May use</source>
            <translation>使えるモデル</translation>
        </message>
        <message>
            <source>Budget starts anew</source>
            <translation>予算のリセット</translation>
        </message>
        <message>
            <source>Team id</source>
            <translation>チーム ID</translation>
        </message>
        <message>
            <source>administrator</source>
            <translation>管理者</translation>
        </message>
        <message>
            <source>Remove %1 from the team</source>
            <translation>%1 をチームから外す</translation>
        </message>
        <message>
            <source>Add a member</source>
            <translation>メンバーを追加</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>キー</translation>
        </message>
        <message>
            <source>Unblock</source>
            <translation>停止を解除</translation>
        </message>
        <message>
            <source>Block</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>%1 may be used again</source>
            <translation>%1 をまた使えるようにしました</translation>
        </message>
        <message>
            <source>%1 is blocked</source>
            <translation>%1 を停止しました</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>削除</translation>
        </message>
        <message>
            <source>Add a member to %1</source>
            <translation>%1 にメンバーを追加</translation>
        </message>
        <message>
            <source>Add</source>
            <translation>追加</translation>
        </message>
        <message>
            <source>%1 was added</source>
            <translation>%1 を追加しました</translation>
        </message>
        <message>
            <source>Remove %1 from %2?</source>
            <translation>%1 を %2 から外しますか？</translation>
        </message>
        <message>
            <source>Keys that this member has in the team are deleted with it.</source>
            <translation>このメンバーがチーム内に持つキーも削除されます。</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>外す</translation>
        </message>
        <message>
            <source>%1 was removed</source>
            <translation>%1 を外しました</translation>
        </message>
        <message>
            <source>Delete the team %1?</source>
            <translation>チーム「%1」を削除しますか？</translation>
        </message>
        <message>
            <source>All keys of the team are deleted with it. This cannot be undone.</source>
            <translation>チームのキーもすべて削除されます。元に戻せません。</translation>
        </message>
        <message>
            <source>%1 was deleted</source>
            <translation>%1 を削除しました</translation>
        </message>
        <message>
            <source>Name, id, model</source>
            <translation>名前、ID、モデル</translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::TimelineHeader</name>
        <message>
            <source>%1 s</source>
            <translation>%1 秒</translation>
        </message>
        <message>
            <source>%1 ms</source>
            <translation>%1 ミリ秒</translation>
        </message>
        <message>
            <source>%1 µs</source>
            <translation>%1 マイクロ秒</translation>
        </message>
        <message>
            <source>Observation</source>
            <translation>オブザベーション</translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::TopBar</name>
        <message>
            <source>Local gateway</source>
            <translation>ローカルゲートウェイ</translation>
        </message>
        <message>
            <source>Manage profiles…</source>
            <translation>プロファイルを管理…</translation>
        </message>
        <message>
            <source>Profile</source>
            <translation>プロファイル</translation>
        </message>
        <message>
            <source>Which gateway this window talks to</source>
            <translation>このウィンドウの接続先</translation>
        </message>
        <message>
            <source>Search or jump</source>
            <translation>検索・移動</translation>
        </message>
        <message>
            <source>Switch the language</source>
            <translation>言語を切り替える</translation>
        </message>
        <message>
            <source>Use light colours</source>
            <translation>ライトにする</translation>
        </message>
        <message>
            <source>Use dark colours</source>
            <translation>ダークにする</translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::TraceDetailView</name>
        <message>
            <source>Show the whole trace (0)</source>
            <translation>トレース全体を表示 (0)</translation>
        </message>
        <message>
            <source>Show the whole trace</source>
            <translation>トレース全体を表示</translation>
        </message>
        <message numerus="yes">
            <source>%n observation(s)</source>
            <translation>
                <numerusform>オブザベーション %n 件</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 s</source>
            <translation>%1 秒</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>失敗</translation>
        </message>
        <message>
            <source>ok</source>
            <translation>正常</translation>
        </message>
        <message>
            <source>cost unknown</source>
            <translation>費用不明</translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::TraceLists</name>
        <message>
            <source>Traces</source>
            <translation>トレース</translation>
        </message>
        <message>
            <source>Sessions</source>
            <translation>セッション</translation>
        </message>
        <message>
            <source>Read again (F5)</source>
            <translation>再読み込み (F5)</translation>
        </message>
        <message>
            <source>Read again</source>
            <translation>再読み込み</translation>
        </message>
        <message>
            <source>No sessions yet</source>
            <translation>セッションはまだありません</translation>
        </message>
        <message>
            <source>A session is the conversation that traces belong to. Switch tracing on in a chat and send a message.</source>
            <translation>セッションは、トレースが属する会話です。チャットでトレースをオンにして、メッセージを送ってください。</translation>
        </message>
        <message>
            <source>No traces yet</source>
            <translation>トレースはまだありません</translation>
        </message>
        <message>
            <source>A trace shows what happened in one turn of a chat. Switch tracing on in a chat and send a message.</source>
            <translation>トレースを見ると、チャットの 1 回のやり取りで何が起きたかが分かります。チャットでトレースをオンにして、メッセージを送ってください。</translation>
        </message>
        <message>
            <source>Name, session, user, text</source>
            <translation>名前、セッション、ユーザー、本文</translation>
        </message>
        <message>
            <source>No Langfuse in this profile</source>
            <translation>このプロファイルには Langfuse がありません</translation>
        </message>
        <message>
            <source>Give the profile a Langfuse address in the settings to see its traces here.</source>
            <translation>設定でプロファイルに Langfuse のアドレスを入れると、トレースがここに表示されます。</translation>
        </message>
    </context>
    <context>
        <name>sekisho::widgets::TracePage</name>
        <message>
            <source>Back (Esc)</source>
            <translation>戻る (Esc)</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>戻る</translation>
        </message>
        <message>
            <source>Traces</source>
            <translation>トレース</translation>
        </message>
        <message>
            <source>Sessions</source>
            <translation>セッション</translation>
        </message>
    </context>
</TS>
