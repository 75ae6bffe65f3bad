export const id = 149;
export const ids = [149];
export const modules = {

/***/ 813:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ Y)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
/* harmony import */ var _chunk_INOC3L5Z_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8713);
/* harmony import */ var _chunk_L3NK7OQD_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3409);
/* harmony import */ var _chunk_NHHBB7GB_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6105);
/* harmony import */ var _chunk_67TVXCHI_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2351);
/* harmony import */ var _chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5423);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7598);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);
var E="[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*",x=new RegExp(`^((?:(?:[A-Za-z0-9.-]+|\\[[0-9a-fA-F:]+\\])(?::\\d+)?/)?${E}(?:/${E})*)(?::([A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?$`);function p(e){let[,r,n,t]=x.exec(e)??[];if(r===void 0)return;let[s="",...o]=r.split("/"),c=o.length>0&&(/[.:]/.test(s)||s==="localhost"),a=c?s:"docker.io",f=c?o.join("/"):r;if(f!==f.toLowerCase())return;let g=a==="docker.io"||a==="index.docker.io";return{name:r,host:g?"registry-1.docker.io":a,repository:g&&!f.includes("/")?`library/${f}`:f,tag:n,digest:t}}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_5__.a)(p,"parseImageReference");var b=/^(\d{12})\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\.(?:amazonaws\.com(?:\.cn)?|amazonaws\.eu|on\.aws|on\.amazonwebservices\.com\.cn)$/;function I({host:e,repository:r}){let[,n,t]=b.exec(e)??[];return n&&t?{account:n,region:t,repository:r}:void 0}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_5__.a)(I,"ecrRepository");var H=["application/vnd.oci.image.index.v1+json","application/vnd.docker.distribution.manifest.list.v2+json","application/vnd.oci.image.manifest.v1+json","application/vnd.docker.distribution.manifest.v2+json"].join(", ");async function A(e,r){let n=new _chunk_NHHBB7GB_js__WEBPACK_IMPORTED_MODULE_3__.a("fairway",[],{allowRetries:!0,maxRetries:3,socketTimeout:2e4}),{host:t,repository:s}=e,o=`${S(t)?"http":"https"}://${t}/v2/${s}/manifests/${r}`;try{return await C(n,o,{host:t,repository:s,tag:r})}catch(c){return{ok:!1,why:`${t} could not be reached: ${_(c)}`}}}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_5__.a)(A,"resolveTag");async function C(e,r,n){let{host:t,repository:s,tag:o}=n,c={accept:H},a=await d(e,"HEAD",r,c);if(a.status===401){let m=await P(e,a.response.message.headers["www-authenticate"],s);if(!m.ok)return{ok:!1,why:`${t} wants credentials: ${m.why}`};c={accept:H,authorization:`Bearer ${m.value}`},a=await d(e,"HEAD",r,c)}if(a.status===404)return{ok:!1,why:`${t} has no tag "${o}" in ${s}`};if(a.status===401||a.status===403)return{ok:!1,why:`${t} does not let anybody read ${s} (HTTP ${a.status})`};if(a.status!==200)return{ok:!1,why:`${t} answered HTTP ${a.status}`};let f=a.response.message.headers["docker-content-digest"];if(typeof f=="string"&&_chunk_INOC3L5Z_js__WEBPACK_IMPORTED_MODULE_1__.a.test(f))return{ok:!0,digest:f};let{status:g,body:u}=await d(e,"GET",r,c);return g!==200?{ok:!1,why:`${t} answered HTTP ${g}`}:{ok:!0,digest:`sha256:${(0,node_crypto__WEBPACK_IMPORTED_MODULE_6__.createHash)("sha256").update(u).digest("hex")}`}}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_5__.a)(C,"askManifest");async function P(e,r,n){let t=z(r??"");if(!t.realm)return{ok:!1,why:"it offers no token for anonymous reading"};let s=new URL(t.realm);t.service&&s.searchParams.set("service",t.service),s.searchParams.set("scope",t.scope??`repository:${n}:pull`);let{status:o,body:c}=await d(e,"GET",s.href,{accept:"application/json"});if(o!==200)return{ok:!1,why:`${s.host} answered HTTP ${o}`};let a=JSON.parse(c.toString("utf8")),f=a.token??a.access_token;return f?{ok:!0,value:f}:{ok:!1,why:`${s.host} gave no token`}}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_5__.a)(P,"anonymousToken");function z(e){return/^bearer\s/i.test(e)?Object.fromEntries([...e.matchAll(/(\w+)="([^"]*)"/g)].map(([,r,n])=>[r,n])):{}}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_5__.a)(z,"parseChallenge");async function d(e,r,n,t){let s=await e.request(r,n,null,t),o=await j(s);return{response:s,status:s.message.statusCode??0,body:o}}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_5__.a)(d,"send");async function j({message:e}){let r=[];for await(let n of e)r.push(n);return Buffer.concat(r)}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_5__.a)(j,"readAll");function S(e){return/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(e)}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_5__.a)(S,"isLoopback");function _(e){return e instanceof Error?e.message||e.code||e.name:String(e)}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_5__.a)(_,"reason");async function Y(e,r){let n=await Promise.all(e.map(async s=>({image:s,answer:await D(s.reference,r)}))),t=n.flatMap(({image:s,answer:o})=>o.ok?[]:[{image:s,why:o.why}]);if(t.length>0)throw B(t);return Object.fromEntries(n.flatMap(({image:s,answer:o})=>o.ok?[[s.name,o.released]]:[]))}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_5__.a)(Y,"resolveImages");async function D(e,r){let n=p(e);if(!n)return{ok:!1,why:"it is not an image reference"};let t=await O(n,r);return t.ok?{ok:!0,released:{reference:`${n.name}@${t.digest}`,digest:t.digest,source:e}}:t}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_5__.a)(D,"resolveImage");async function O(e,r){if(e.digest)return{ok:!0,digest:e.digest};let n=e.tag??"latest",t=I(e);return t?await L(t,n,r):await A(e,n)}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_5__.a)(O,"digestOf");async function L(e,r,n){let{account:t,region:s,repository:o}=e;try{let{DescribeImagesCommand:c,ECRClient:a}=await __webpack_require__.e(/* import() */ 759).then(__webpack_require__.bind(__webpack_require__, 8759)),u=(await (0,_chunk_L3NK7OQD_js__WEBPACK_IMPORTED_MODULE_2__.e)(await n.ecrSession(s),a).send(new c({registryId:t,repositoryName:o,imageIds:[{imageTag:r}]}))).imageDetails?.[0]?.imageDigest;return u?{ok:!0,digest:u}:{ok:!1,why:"Amazon ECR gave no digest for it"}}catch(c){return{ok:!1,why:N(c,e,r)}}}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_5__.a)(L,"resolveEcrTag");function N(e,{account:r,region:n,repository:t},s){let o=(0,_chunk_67TVXCHI_js__WEBPACK_IMPORTED_MODULE_4__.d)(e);if(o==="ImageNotFoundException")return`the repository ${t} has no tag "${s}"`;if(o==="RepositoryNotFoundException")return`account ${r} has no repository ${t} in ${n}`;if((0,_chunk_L3NK7OQD_js__WEBPACK_IMPORTED_MODULE_2__.a)(e))return`the role may not read it: ${(0,_chunk_67TVXCHI_js__WEBPACK_IMPORTED_MODULE_4__.c)(e).message}`;if(e instanceof _chunk_67TVXCHI_js__WEBPACK_IMPORTED_MODULE_4__.a&&e.fault==="fairway")throw e;return`Amazon ECR in ${n} could not be asked: ${(0,_chunk_67TVXCHI_js__WEBPACK_IMPORTED_MODULE_4__.c)(e).message}`}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_5__.a)(N,"ecrReason");function B(e){let r=e.map(({image:s,why:o})=>`${s.location?`${s.location.file}:${s.location.line??1}: `:""}the image "${s.name}" (${s.reference}) can't be released: ${o}`),n=e[0]?.image,t=(n&&p(n.reference)?.name)??"registry.example.com/name";return (0,_chunk_67TVXCHI_js__WEBPACK_IMPORTED_MODULE_4__.b)({code:"unresolvable-image",message:r.join(`
`),cure:`Legal are a reference by digest (${t}@sha256:\u2026 with 64 hex digits), or a tag that the registry lets this job resolve.`,...n?.location&&{location:n.location}})}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_5__.a)(B,"unresolved");


/***/ }),

/***/ 1149:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   resolveImages: () => (/* reexport safe */ _chunk_CHNLAKGU_js__WEBPACK_IMPORTED_MODULE_1__.a)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
/* harmony import */ var _chunk_CHNLAKGU_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(813);
/* harmony import */ var _chunk_INOC3L5Z_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8713);
/* harmony import */ var _chunk_2HK6PYP7_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4205);
/* harmony import */ var _chunk_L3NK7OQD_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3409);
/* harmony import */ var _chunk_NHHBB7GB_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6105);
/* harmony import */ var _chunk_NZSTVBP2_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(4225);
/* harmony import */ var _chunk_M5G2YH6C_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(3697);
/* harmony import */ var _chunk_67TVXCHI_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(2351);
/* harmony import */ var _chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(5423);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);



/***/ })

};
