/** What a peer may print to break a report: markup, script ends, controls, direction overrides. */
export const HOSTILE = [
	"</script><script>document.title='pwned'</script>",
	"<img src=x onerror=\"document.title='pwned'\">",
	"<!--<script>",
	"]]>&amp;<![CDATA[",
	"``` | [link](javascript:alert(1)) **bold** @everyone",
	"NUL \u0000 BEL \u0007 ESC \u001b[31mred\u001b[0m CR \r BOM \ufeff",
	"\u202egnp.exe \u2066isolated\u2069 non-character \uffff lone \ud800 surrogate",
	"emoji 🧭👩‍🚀 combining e\u0301 Hebrew שלום Arabic مرحبا",
].join(" ");
