package exchange

// readmeName and readmeText are the first member of every file of format XFB1.
// The text is part of the format: a reader refuses any other bytes.
const (
	readmeName = "XFB1-README.txt"
	readmeText = `XFB1

这是四联台账（Silian）的单位间文件，格式 XFB1，本身是一个普通的 tar 包。

header.json   公开的封面：谁发给谁、第几号、内容的摘要。没有个人信息。
header.sig    发出单位对 header.json 的签名（SM2，SM3，ID 为 1234567812345678）。
prev.sig      只在单位名片里有：换密钥时，由上一把密钥再签一次。
body.enc      只在密封件里有：内容（SM4-GCM 加密），只有收件单位能打开。
SM3SUMS.txt   只在密封件里有：各部分的 SM3 摘要，用来发现拷贝损坏，不能代替签名。

任何人都可以用 OpenSSL 3 查验签名，不需要本软件，也看不到内容：

  tar -xf 文件名
  openssl dgst -sm3 -sigopt distid:1234567812345678 -verify pub.pem -signature header.sig header.json
  openssl dgst -sm3 body.enc        （应当等于 header.json 里的 body_digest）

pub.pem 是发出单位的公钥，从它的单位名片（.xfcard）取得，做法见随软件的
docs/verify-with-openssl.sh。显示 Verified OK 才算通过。

请不要改名后当作别的文件使用，不要只拷贝其中一部分。
`
)
