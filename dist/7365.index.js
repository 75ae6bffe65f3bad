export const id = 7365;
export const ids = [7365];
export const modules = {

/***/ 4851:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ $),
/* harmony export */   b: () => (/* binding */ f),
/* harmony export */   c: () => (/* binding */ m),
/* harmony export */   d: () => (/* binding */ u)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
/* harmony import */ var _chunk_EFGABV5E_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2248);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);
var l={succeeded:"\u2705",unchanged:"\u2796","rolled-back":"\u21A9\uFE0F","rollback-failed":"\u{1F6D1}",stopped:"\u23F9\uFE0F",superseded:"\u23ED\uFE0F","timed-out":"\u23F1\uFE0F",failed:"\u274C"};function $(e,t){let n=t.map(o=>[`\`${o.component}\``,`${l[o.outcome]} ${o.outcome}`,o.detail,(0,_chunk_EFGABV5E_js__WEBPACK_IMPORTED_MODULE_1__.b)(o.seconds)]),a=t.flatMap(({dossier:o})=>o?[p(o)]:[]);return[`### ${e}`,(0,_chunk_EFGABV5E_js__WEBPACK_IMPORTED_MODULE_1__.a)(["component","outcome","what","took"],n),...a].join(`

`)}function p(e){let t=e.evidence.filter(({lines:n})=>n.length>0).map(({title:n,lines:a})=>`<details open><summary>${u(n)}</summary>

${m(a)}

</details>`);return[`#### \`${e.component}\` ${e.outcome}`,`**Reason:** ${e.reason}`,...e.probableCause?[`**Probable cause:** ${e.probableCause}`]:[],`**Next step:** ${e.nextStep}`,...t].join(`

`)}function f(e){return[`${e.component}: ${e.outcome}`,`  reason: ${e.reason}`,...e.probableCause?[`  probable cause: ${e.probableCause}`]:[],...e.evidence.filter(({lines:t})=>t.length>0).flatMap(({title:t,lines:n})=>[`  ${t}:`,...n.map(a=>`    ${a}`)]),`  next step: ${e.nextStep}`]}function m(e){let t=Math.max(2,...e.flatMap(a=>[...a.matchAll(/`+/g)].map(([o])=>o.length))),n="`".repeat(t+1);return[n,...e,n].join(`
`)}function u(e){return e.replaceAll("&","&amp;").replaceAll("<","&lt;").replaceAll(">","&gt;")}


/***/ }),

/***/ 8094:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ T),
/* harmony export */   b: () => (/* binding */ g)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
/* harmony import */ var _chunk_RREUC4HP_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5612);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);
async function T(t,n,e){let r={system:n.system,environment:n.name},s=(0,_chunk_RREUC4HP_js__WEBPACK_IMPORTED_MODULE_1__.b)(u(e),r);if(s.length===0)return e;let{readParameters:c}=await Promise.all(/* import() */[__webpack_require__.e(4847), __webpack_require__.e(8501)]).then(__webpack_require__.bind(__webpack_require__, 8501)),a=await c(t,s);return m(e,i=>(0,_chunk_RREUC4HP_js__WEBPACK_IMPORTED_MODULE_1__.c)(i,a,r))}function u(t){return typeof t=="string"?[t]:typeof t=="object"&&t!==null?Object.values(t).flatMap(u):[]}function m(t,n){return typeof t=="string"?n(t):Array.isArray(t)?t.map(e=>m(e,n)):typeof t=="object"&&t!==null?Object.fromEntries(Object.entries(t).map(([e,r])=>[e,m(r,n)])):t}async function g(t){let{observe:n,done:e,onSeen:r,intervalSeconds:s,deadline:c,clock:a,signal:i}=t,o;for(;;){if(i?.aborted)return{state:"aborted",seen:o,reason:i.reason};if(o=await n(),r?.(o),e(o))return{state:"done",seen:o};let f=c-a.now();if(f<=0)return{state:"timed-out",seen:o};let b=typeof s=="number"?s:s(o);try{await a.sleep(Math.min(b*1e3,f),i)}catch(l){if(i?.aborted)return{state:"aborted",seen:o,reason:l};throw l}}}


/***/ }),

/***/ 7365:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   main: () => (/* binding */ _)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
/* harmony import */ var _chunk_CEKQDAJY_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8463);
/* harmony import */ var _chunk_KRTGJYUK_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2272);
/* harmony import */ var _chunk_XPHK74GF_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3706);
/* harmony import */ var _chunk_IBOQ5C7R_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7127);
/* harmony import */ var _chunk_3QSN6LGJ_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4851);
/* harmony import */ var _chunk_BAGVFAPZ_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(8094);
/* harmony import */ var _chunk_QXWQ3E5F_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(2591);
/* harmony import */ var _chunk_2ITHYSFU_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(7789);
/* harmony import */ var _chunk_EFGABV5E_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(2248);
/* harmony import */ var _chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(1384);
/* harmony import */ var _chunk_NR4XZQTB_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(1230);
/* harmony import */ var _chunk_UYFEYDCV_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(7758);
/* harmony import */ var _chunk_7QBRB3Z3_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(9201);
/* harmony import */ var _chunk_QJ34SKWL_js__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(7088);
/* harmony import */ var _chunk_CS3VKHKZ_js__WEBPACK_IMPORTED_MODULE_15__ = __webpack_require__(5296);
/* harmony import */ var _chunk_RWZ3VKLS_js__WEBPACK_IMPORTED_MODULE_16__ = __webpack_require__(2195);
/* harmony import */ var _chunk_PQFAUHCS_js__WEBPACK_IMPORTED_MODULE_17__ = __webpack_require__(1412);
/* harmony import */ var _chunk_M4ANC6YR_js__WEBPACK_IMPORTED_MODULE_18__ = __webpack_require__(4065);
/* harmony import */ var _chunk_DVDIAKOU_js__WEBPACK_IMPORTED_MODULE_19__ = __webpack_require__(6584);
/* harmony import */ var _chunk_BUR4PKJG_js__WEBPACK_IMPORTED_MODULE_20__ = __webpack_require__(1012);
/* harmony import */ var _chunk_S2DIRDJH_js__WEBPACK_IMPORTED_MODULE_21__ = __webpack_require__(8963);
/* harmony import */ var _chunk_3ATGMO7O_js__WEBPACK_IMPORTED_MODULE_22__ = __webpack_require__(7674);
/* harmony import */ var _chunk_NZUWBMVD_js__WEBPACK_IMPORTED_MODULE_23__ = __webpack_require__(5238);
/* harmony import */ var _chunk_RREUC4HP_js__WEBPACK_IMPORTED_MODULE_24__ = __webpack_require__(5612);
/* harmony import */ var _chunk_5MA6GLZ4_js__WEBPACK_IMPORTED_MODULE_25__ = __webpack_require__(6993);
/* harmony import */ var _chunk_3IZL7DXM_js__WEBPACK_IMPORTED_MODULE_26__ = __webpack_require__(6511);
/* harmony import */ var _chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_27__ = __webpack_require__(3441);
/* harmony import */ var _chunk_S3G3E7NQ_js__WEBPACK_IMPORTED_MODULE_28__ = __webpack_require__(1284);
/* harmony import */ var _chunk_6QYGK5NN_js__WEBPACK_IMPORTED_MODULE_29__ = __webpack_require__(5124);
/* harmony import */ var _chunk_IZ7XKXOH_js__WEBPACK_IMPORTED_MODULE_30__ = __webpack_require__(1065);
/* harmony import */ var _chunk_PWTH4TW3_js__WEBPACK_IMPORTED_MODULE_31__ = __webpack_require__(3318);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);
var O=(0,_chunk_3IZL7DXM_js__WEBPACK_IMPORTED_MODULE_26__.j)().transform(o=>o.split(`
`).flatMap(t=>t.trim()===""?[]:[t.trim()])).refine(o=>o.length>0,"there has to be a path").refine(o=>o.every(t=>t.startsWith("/")),"each path has to start with /"),A={..._chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_10__.i,"distribution-id":_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_10__.g,paths:O,release:_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_10__.b,wait:_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_10__.e,"timeout-minutes":(0,_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_10__.f)({min:.1,max:360})};async function H({context:o,items:t}){let e=await (0,_chunk_IBOQ5C7R_js__WEBPACK_IMPORTED_MODULE_4__.a)({items:t,run:async({value:r})=>await (0,_chunk_CEKQDAJY_js__WEBPACK_IMPORTED_MODULE_1__.b)(o,await r()),good:({outcome:r})=>(0,_chunk_QXWQ3E5F_js__WEBPACK_IMPORTED_MODULE_7__.b)(r)});return (0,_chunk_KRTGJYUK_js__WEBPACK_IMPORTED_MODULE_2__.a)(e,"cdn")}async function M(o,t){let{environment:e,manifest:r,session:n}=await (0,_chunk_XPHK74GF_js__WEBPACK_IMPORTED_MODULE_3__.a)(o,t,"deploy"),a=(0,_chunk_NZUWBMVD_js__WEBPACK_IMPORTED_MODULE_23__.f)(e,"cdn").map(([s,i])=>({id:s,needs:i.needs,value:async()=>({component:s,environment:e.name,release:r.id,...await (0,_chunk_BAGVFAPZ_js__WEBPACK_IMPORTED_MODULE_6__.a)(n,e,{distribution:i.distribution,paths:i.paths}),wait:t.wait,timeoutMinutes:i.timeoutMinutes})}));return{context:(0,_chunk_CEKQDAJY_js__WEBPACK_IMPORTED_MODULE_1__.d)(o,n),items:a}}async function z(o,t){let e=[...new Set(t["distribution-id"])];if(e.length===0)throw (0,_chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_27__.b)({code:"missing-input",message:'the input "distribution-id" is missing',cure:"Give `environment` and `manifest`, or the ids of the distributions."});let{paths:r,release:n,wait:a}=t,s=e.map(m=>({id:m,needs:[],value:async()=>({component:m,environment:"",release:n,distribution:m,paths:r,wait:a,timeoutMinutes:t["timeout-minutes"]})})),i=t.region??"us-east-1";return{context:(0,_chunk_CEKQDAJY_js__WEBPACK_IMPORTED_MODULE_1__.d)(o,await (0,_chunk_XPHK74GF_js__WEBPACK_IMPORTED_MODULE_3__.b)(o,{...t,region:i})),items:s}}async function _(o){let t=(0,_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_10__.a)(o,A),e=t.environment===void 0?await z(o,t):await M(o,t),r=await H(e);await (0,_chunk_KRTGJYUK_js__WEBPACK_IMPORTED_MODULE_2__.c)(o,"CDN invalidations",r)}


/***/ }),

/***/ 7127:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ R)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
/* harmony import */ var _chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3441);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);
async function R({items:i,run:o,good:d,parallel:c=8}){let f=new Set(i.map(({id:e})=>e)),n=new Map,t=new Map,s;function p(e){return n.has(e.id)||t.has(e.id)?!1:e.needs.filter(r=>f.has(r)).every(r=>n.has(r))}async function l(e){try{let r=await o(e);n.set(e.id,{id:e.id,state:"ran",result:r}),d(r)||(s??=e.id)}catch(r){n.set(e.id,{id:e.id,state:"threw",error:(0,_chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_1__.c)(r)}),s??=e.id}t.delete(e.id)}for(;;){for(let e of i){if(s!==void 0||t.size>=c)break;p(e)&&t.set(e.id,l(e))}if(t.size===0)break;await Promise.race(t.values())}return i.map(({id:e})=>n.get(e)??{id:e,state:"skipped",because:s??"it needs itself in a circle"})}


/***/ }),

/***/ 2591:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ c),
/* harmony export */   b: () => (/* binding */ r),
/* harmony export */   c: () => (/* binding */ s)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);
var c=["succeeded","unchanged","rolled-back","rollback-failed","stopped","superseded","timed-out","failed"];function r(e){return e==="succeeded"||e==="unchanged"}function s(e){let t=["unchanged","succeeded","superseded","stopped","rolled-back","timed-out","failed","rollback-failed"];return e.reduce((o,n)=>t.indexOf(n)>t.indexOf(o)?n:o,"unchanged")}


/***/ }),

/***/ 3706:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ l),
/* harmony export */   b: () => (/* binding */ w)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
/* harmony import */ var _chunk_2ITHYSFU_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7789);
/* harmony import */ var _chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1384);
/* harmony import */ var _chunk_UYFEYDCV_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7758);
/* harmony import */ var _chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3441);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);
async function l(o,e,t){let n=await (0,_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_2__.j)(o,e);if(e.manifest===void 0)throw (0,_chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_4__.b)({code:"missing-manifest",message:'the input "manifest" is missing',cure:"Pass on the `manifest` output of create-release together with `environment`."});let m=(0,_chunk_UYFEYDCV_js__WEBPACK_IMPORTED_MODULE_3__.d)(e.manifest,n.system),c=await (0,_chunk_2ITHYSFU_js__WEBPACK_IMPORTED_MODULE_1__.a)(o,{region:e.region??n.region,role:e.role??n.roles[t],account:n.account});return{environment:n,manifest:m,session:c}}async function w(o,e){let t=e.region??process.env.AWS_REGION??process.env.AWS_DEFAULT_REGION;if(!t)throw (0,_chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_4__.b)({code:"missing-region",message:"no AWS Region is known",cure:'Set the input "region", or AWS_REGION in the job\u2019s environment.'});return await (0,_chunk_2ITHYSFU_js__WEBPACK_IMPORTED_MODULE_1__.a)(o,{region:t,role:e.role})}


/***/ })

};
