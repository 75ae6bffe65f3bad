export const id = 734;
export const ids = [734];
export const modules = {

/***/ 734:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   resolveImages: () => (/* reexport safe */ _chunk_O3KG3RJW_js__WEBPACK_IMPORTED_MODULE_1__.a)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
/* harmony import */ var _chunk_O3KG3RJW_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9091);
/* harmony import */ var _chunk_UYFEYDCV_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7758);
/* harmony import */ var _chunk_7QBRB3Z3_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9201);
/* harmony import */ var _chunk_LAI3VY45_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(672);
/* harmony import */ var _chunk_3ATGMO7O_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7674);
/* harmony import */ var _chunk_5MA6GLZ4_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6993);
/* harmony import */ var _chunk_3IZL7DXM_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(6511);
/* harmony import */ var _chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(3441);
/* harmony import */ var _chunk_PWTH4TW3_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(3318);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);



/***/ }),

/***/ 9091:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ Q)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
/* harmony import */ var _chunk_UYFEYDCV_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7758);
/* harmony import */ var _chunk_7QBRB3Z3_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9201);
/* harmony import */ var _chunk_LAI3VY45_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(672);
/* harmony import */ var _chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3441);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7598);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);
var v="[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*",A=new RegExp(`^((?:(?:[A-Za-z0-9.-]+|\\[[0-9a-fA-F:]+\\])(?::\\d+)?/)?${v}(?:/${v})*)(?::([A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?$`);function l(e){let[,r,n,t]=A.exec(e)??[];if(r===void 0)return;let[s="",...o]=r.split("/"),i=o.length>0&&(/[.:]/.test(s)||s==="localhost"),a=i?s:"docker.io",c=i?o.join("/"):r;if(c!==c.toLowerCase())return;let f=a==="docker.io"||a==="index.docker.io";return{name:r,host:f?"registry-1.docker.io":a,repository:f&&!c.includes("/")?`library/${c}`:c,tag:n,digest:t}}var b=/^(\d{12})\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\.(?:amazonaws\.com(?:\.cn)?|amazonaws\.eu|on\.aws|on\.amazonwebservices\.com\.cn)$/;function E({host:e,repository:r}){let[,n,t]=b.exec(e)??[];return n&&t?{account:n,region:t,repository:r}:void 0}var I=["application/vnd.oci.image.index.v1+json","application/vnd.docker.distribution.manifest.list.v2+json","application/vnd.oci.image.manifest.v1+json","application/vnd.docker.distribution.manifest.v2+json"].join(", ");async function H(e,r){let n=await (0,_chunk_LAI3VY45_js__WEBPACK_IMPORTED_MODULE_3__.a)("fairway",[],{allowRetries:!0,maxRetries:3,socketTimeout:2e4}),{host:t,repository:s}=e,o=`${j(t)?"http":"https"}://${t}/v2/${s}/manifests/${r}`;try{return await C(n,o,{host:t,repository:s,tag:r})}catch(i){return{ok:!1,why:`${t} could not be reached: ${S(i)}`}}}async function C(e,r,n){let{host:t,repository:s,tag:o}=n,i={accept:I},a=await u(e,"HEAD",r,i);if(a.status===401){let m=await T(e,a.response.message.headers["www-authenticate"],s);if(!m.ok)return{ok:!1,why:`${t} wants credentials: ${m.why}`};i={accept:I,authorization:`Bearer ${m.value}`},a=await u(e,"HEAD",r,i)}if(a.status===404)return{ok:!1,why:`${t} has no tag "${o}" in ${s}`};if(a.status===401||a.status===403)return{ok:!1,why:`${t} does not let anybody read ${s} (HTTP ${a.status})`};if(a.status!==200)return{ok:!1,why:`${t} answered HTTP ${a.status}`};let c=a.response.message.headers["docker-content-digest"];if(typeof c=="string"&&_chunk_UYFEYDCV_js__WEBPACK_IMPORTED_MODULE_1__.a.test(c))return{ok:!0,digest:c};let{status:f,body:g}=await u(e,"GET",r,i);return f!==200?{ok:!1,why:`${t} answered HTTP ${f}`}:{ok:!0,digest:`sha256:${(0,node_crypto__WEBPACK_IMPORTED_MODULE_5__.createHash)("sha256").update(g).digest("hex")}`}}async function T(e,r,n){let t=P(r??"");if(!t.realm)return{ok:!1,why:"it offers no token for anonymous reading"};let s=new URL(t.realm);t.service&&s.searchParams.set("service",t.service),s.searchParams.set("scope",t.scope??`repository:${n}:pull`);let{status:o,body:i}=await u(e,"GET",s.href,{accept:"application/json"});if(o!==200)return{ok:!1,why:`${s.host} answered HTTP ${o}`};let a=JSON.parse(i.toString("utf8")),c=a.token??a.access_token;return c?{ok:!0,value:c}:{ok:!1,why:`${s.host} gave no token`}}function P(e){return/^bearer\s/i.test(e)?Object.fromEntries([...e.matchAll(/(\w+)="([^"]*)"/g)].map(([,r,n])=>[r,n])):{}}async function u(e,r,n,t){let s=await e.request(r,n,null,t),o=await z(s);return{response:s,status:s.message.statusCode??0,body:o}}async function z({message:e}){let r=[];for await(let n of e)r.push(n);return Buffer.concat(r)}function j(e){return/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(e)}function S(e){return e instanceof Error?e.message||e.code||e.name:String(e)}async function Q(e,r){let n=await Promise.all(e.map(async s=>({image:s,answer:await _(s.reference,r)}))),t=n.flatMap(({image:s,answer:o})=>o.ok?[]:[{image:s,why:o.why}]);if(t.length>0)throw N(t);return Object.fromEntries(n.flatMap(({image:s,answer:o})=>o.ok?[[s.name,o.released]]:[]))}async function _(e,r){let n=l(e);if(!n)return{ok:!1,why:"it is not an image reference"};let t=await D(n,r);return t.ok?{ok:!0,released:{reference:`${n.name}@${t.digest}`,digest:t.digest,source:e}}:t}async function D(e,r){if(e.digest)return{ok:!0,digest:e.digest};let n=e.tag??"latest",t=E(e);return t?await O(t,n,r):await H(e,n)}async function O(e,r,n){let{account:t,region:s,repository:o}=e;try{let{DescribeImagesCommand:i,ECRClient:a}=await __webpack_require__.e(/* import() */ 9975).then(__webpack_require__.bind(__webpack_require__, 9975)),g=(await (0,_chunk_7QBRB3Z3_js__WEBPACK_IMPORTED_MODULE_2__.e)(await n.ecrSession(s),a).send(new i({registryId:t,repositoryName:o,imageIds:[{imageTag:r}]}))).imageDetails?.[0]?.imageDigest;return g?{ok:!0,digest:g}:{ok:!1,why:"Amazon ECR gave no digest for it"}}catch(i){return{ok:!1,why:L(i,e,r)}}}function L(e,{account:r,region:n,repository:t},s){let o=(0,_chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_4__.d)(e);if(o==="ImageNotFoundException")return`the repository ${t} has no tag "${s}"`;if(o==="RepositoryNotFoundException")return`account ${r} has no repository ${t} in ${n}`;if((0,_chunk_7QBRB3Z3_js__WEBPACK_IMPORTED_MODULE_2__.a)(e))return`the role may not read it: ${(0,_chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_4__.c)(e).message}`;if(e instanceof _chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_4__.a&&e.fault==="fairway")throw e;return`Amazon ECR in ${n} could not be asked: ${(0,_chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_4__.c)(e).message}`}function N(e){let r=e.map(({image:s,why:o})=>`${s.location?`${s.location.file}:${s.location.line??1}: `:""}the image "${s.name}" (${s.reference}) can't be released: ${o}`),n=e[0]?.image,t=(n&&l(n.reference)?.name)??"registry.example.com/name";return (0,_chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_4__.b)({code:"unresolvable-image",message:r.join(`
`),cure:`Legal are a reference by digest (${t}@sha256:\u2026 with 64 hex digits), or a tag that the registry lets this job resolve.`,...n?.location&&{location:n.location}})}


/***/ })

};
