export const id = 715;
export const ids = [715];
export const modules = {

/***/ 5715:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   main: () => (/* binding */ se)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
/* harmony import */ var _chunk_D5T6RPCG_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(161);
/* harmony import */ var _chunk_CKKUIFQI_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7639);
/* harmony import */ var _chunk_ODYVLMRR_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8663);
/* harmony import */ var _chunk_DUFOUBGY_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8471);
/* harmony import */ var _chunk_6YZMPGLE_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8794);
/* harmony import */ var _chunk_VVELC2W7_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9130);
/* harmony import */ var _chunk_INOC3L5Z_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(8713);
/* harmony import */ var _chunk_2HK6PYP7_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(4205);
/* harmony import */ var _chunk_L3NK7OQD_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(3409);
/* harmony import */ var _chunk_34GUGM4S_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(3858);
/* harmony import */ var _chunk_73UWWWXJ_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(5722);
/* harmony import */ var _chunk_M5G2YH6C_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(3697);
/* harmony import */ var _chunk_67TVXCHI_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(2351);
/* harmony import */ var _chunk_YRGFE7OF_js__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(5407);
/* harmony import */ var _chunk_LWOBFPKB_js__WEBPACK_IMPORTED_MODULE_15__ = __webpack_require__(3791);
/* harmony import */ var _chunk_LNIUH7D7_js__WEBPACK_IMPORTED_MODULE_16__ = __webpack_require__(1720);
/* harmony import */ var _chunk_KPDV32NY_js__WEBPACK_IMPORTED_MODULE_17__ = __webpack_require__(5337);
/* harmony import */ var _chunk_GHWWOO4T_js__WEBPACK_IMPORTED_MODULE_18__ = __webpack_require__(3383);
/* harmony import */ var _chunk_2S34ZVUW_js__WEBPACK_IMPORTED_MODULE_19__ = __webpack_require__(7372);
/* harmony import */ var _chunk_5ZAP7AG3_js__WEBPACK_IMPORTED_MODULE_20__ = __webpack_require__(2376);
/* harmony import */ var _chunk_PPFZOE7Z_js__WEBPACK_IMPORTED_MODULE_21__ = __webpack_require__(7497);
/* harmony import */ var _chunk_PL3RCJNB_js__WEBPACK_IMPORTED_MODULE_22__ = __webpack_require__(5924);
/* harmony import */ var _chunk_DUXBSGZ3_js__WEBPACK_IMPORTED_MODULE_23__ = __webpack_require__(3772);
/* harmony import */ var _chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_24__ = __webpack_require__(5423);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);
var T={environment:_chunk_DUFOUBGY_js__WEBPACK_IMPORTED_MODULE_4__.b,manifest:_chunk_DUFOUBGY_js__WEBPACK_IMPORTED_MODULE_4__.b,status:(0,_chunk_DUFOUBGY_js__WEBPACK_IMPORTED_MODULE_4__.d)(["success","failure","cancelled"]),verification:_chunk_DUFOUBGY_js__WEBPACK_IMPORTED_MODULE_4__.c,rollback:_chunk_DUFOUBGY_js__WEBPACK_IMPORTED_MODULE_4__.c,task:(0,_chunk_DUFOUBGY_js__WEBPACK_IMPORTED_MODULE_4__.d)(["deploy","rollback"]),reason:_chunk_DUFOUBGY_js__WEBPACK_IMPORTED_MODULE_4__.c,"config-directory":_chunk_DUFOUBGY_js__WEBPACK_IMPORTED_MODULE_4__.b,"github-token":_chunk_DUFOUBGY_js__WEBPACK_IMPORTED_MODULE_4__.b};function I({status:e,verification:t,rollback:o,journal:n}){if(e==="success")return{outcome:n.some(a=>a.outcome!=="unchanged")?"succeeded":"unchanged",verified:C(t)&&(0,_chunk_CKKUIFQI_js__WEBPACK_IMPORTED_MODULE_2__.b)(t)};if(o==="succeeded")return{outcome:"rolled-back",verified:!1};if(C(o)&&o!=="unchanged")return{outcome:o,verified:!1};let i=n.filter(r=>r.outcome!==void 0&&!(0,_chunk_CKKUIFQI_js__WEBPACK_IMPORTED_MODULE_2__.b)(r.outcome)).at(-1);return i?.outcome?{outcome:i.outcome,verified:!1}:{outcome:e==="cancelled"?"stopped":"failed",verified:!1}}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_24__.a)(I,"conclude");function C(e){return _chunk_CKKUIFQI_js__WEBPACK_IMPORTED_MODULE_2__.a.includes(e??"")}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_24__.a)(C,"isOutcome");function M(e){let{manifest:t,outcome:o,verified:n,previous:i,rollbackOf:r,task:a,reason:c}=e,m=`${o}${n?", verified":""}`,u=a==="rollback"?`rolled back from ${r??"an unknown release"}`:`before: ${i??"none"}`;return`${t.id} ${m} (${u})${c?`: ${c}`:""}`}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_24__.a)(M,"describeLedger");function A(e){let{environment:t,manifest:o,outcome:n,verified:i,previous:r}=e,a=(0,_chunk_CKKUIFQI_js__WEBPACK_IMPORTED_MODULE_2__.b)(n)?o.id:n==="rolled-back"?r??"what it ran before":"unknown: look at the dossier",c=Object.entries(o.images).map(([m,{digest:u}])=>`${m} ${(0,_chunk_ODYVLMRR_js__WEBPACK_IMPORTED_MODULE_3__.d)(u)}`);return[`### ${t}: release \`${o.id}\` ${n}${i?", verified":""}`,(0,_chunk_ODYVLMRR_js__WEBPACK_IMPORTED_MODULE_3__.a)(["",""],[["runs now",a],["before",r??"nothing that the ledger knows"],["commit",o.commit.slice(0,12)],["images",c.join(", ")||"none"],["by",e.by],...e.reason?[["why",e.reason]]:[]])].join(`

`)}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_24__.a)(A,"renderLedgerSummary");async function G(e,t){let{github:o,environment:n,production:i,manifest:r,task:a,reason:c}=t,m=await (0,_chunk_D5T6RPCG_js__WEBPACK_IMPORTED_MODULE_1__.c)(o,n.name),u=m?(0,_chunk_D5T6RPCG_js__WEBPACK_IMPORTED_MODULE_1__.d)(m):null,{outcome:b,verified:S}=I({...t,journal:await e.journal.entries()}),p={environment:n.name,production:i,task:a,manifest:r,outcome:b,verified:S,previous:u,rollbackOf:a==="rollback"?u:null,url:n.url,runUrl:`${e.github.serverUrl}/${e.github.repository}/actions/runs/${e.github.runId}`,by:e.github.actor},y=M({...p,reason:c}),W=await (0,_chunk_D5T6RPCG_js__WEBPACK_IMPORTED_MODULE_1__.h)(o,{...p,description:y});return e.report.info(`${n.name}: ${y}`),await e.summarize(A({...p,reason:c})),{outcome:b,deploymentId:W}}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_24__.a)(G,"run");async function se(e){let t=(0,_chunk_DUFOUBGY_js__WEBPACK_IMPORTED_MODULE_4__.a)(e,T);e.mask(t["github-token"]);let o=(0,_chunk_DUFOUBGY_js__WEBPACK_IMPORTED_MODULE_4__.s)(e,t),n=await (0,_chunk_DUFOUBGY_js__WEBPACK_IMPORTED_MODULE_4__.n)(o,t.environment),{pipeline:i}=await (0,_chunk_DUFOUBGY_js__WEBPACK_IMPORTED_MODULE_4__.m)(o),r=await G(e,{github:await (0,_chunk_D5T6RPCG_js__WEBPACK_IMPORTED_MODULE_1__.a)(e,t["github-token"]),environment:n,production:i.at(-1)===n.name,manifest:(0,_chunk_INOC3L5Z_js__WEBPACK_IMPORTED_MODULE_7__.d)(t.manifest,n.system),task:t.task,reason:t.reason,status:t.status,verification:t.verification,rollback:t.rollback});e.setOutput("outcome",r.outcome),e.setOutput("deployment-id",String(r.deploymentId))}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_24__.a)(se,"main");


/***/ }),

/***/ 7639:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ r),
/* harmony export */   b: () => (/* binding */ s),
/* harmony export */   c: () => (/* binding */ d)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
/* harmony import */ var _chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5423);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);
var r=["succeeded","unchanged","rolled-back","rollback-failed","stopped","superseded","timed-out","failed"];function s(e){return e==="succeeded"||e==="unchanged"}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_1__.a)(s,"isGreen");function d(e){let o=["unchanged","succeeded","superseded","stopped","rolled-back","timed-out","failed","rollback-failed"];return e.reduce((n,c)=>o.indexOf(c)>o.indexOf(n)?c:n,"unchanged")}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_1__.a)(d,"worst");


/***/ }),

/***/ 161:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ H),
/* harmony export */   b: () => (/* binding */ g),
/* harmony export */   c: () => (/* binding */ U),
/* harmony export */   d: () => (/* binding */ $),
/* harmony export */   e: () => (/* binding */ S),
/* harmony export */   f: () => (/* binding */ D),
/* harmony export */   g: () => (/* binding */ A),
/* harmony export */   h: () => (/* binding */ M)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
/* harmony import */ var _chunk_CKKUIFQI_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7639);
/* harmony import */ var _chunk_INOC3L5Z_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8713);
/* harmony import */ var _chunk_2HK6PYP7_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4205);
/* harmony import */ var _chunk_73UWWWXJ_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5722);
/* harmony import */ var _chunk_67TVXCHI_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2351);
/* harmony import */ var _chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(5423);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);
async function H(n,e){let{getOctokit:r}=await __webpack_require__.e(/* import() */ 372).then(__webpack_require__.bind(__webpack_require__, 6372)),t=r(e,{baseUrl:n.github.apiUrl}),[s="",c=""]=n.github.repository.split("/"),p={owner:s,repo:c};return{async request(a,l={}){try{return(await t.request(a,{...p,...l})).data}catch(u){throw m(u,a)}},async paginate(a,l={}){try{return await t.paginate(a,{...p,per_page:100,...l})}catch(u){throw m(u,a)}},async*pages(a,l={}){try{for await(let u of t.paginate.iterator(a,{...p,per_page:100,...l}))yield u.data}catch(u){throw m(u,a)}}}}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_6__.a)(H,"gitHubClient");var T=[[/\/deployments/,"deployments: write"],[/\/issues\/|\/comments/,"pull-requests: write"],[/\/actions\//,"actions: write"],[/\/environments/,"actions: read"]];function m(n,e){let r=(0,_chunk_67TVXCHI_js__WEBPACK_IMPORTED_MODULE_5__.c)(n),t=r.status;if(t===403||t===401){let s=T.find(([c])=>c.test(e))?.[1]??"contents: read";return (0,_chunk_67TVXCHI_js__WEBPACK_IMPORTED_MODULE_5__.b)({code:"github-denied",message:`GitHub denied ${e}: ${r.message}`,cure:`Give the job \`permissions: ${s}\`; a calling workflow has to grant it too.`,cause:r})}return typeof t=="number"?new _chunk_67TVXCHI_js__WEBPACK_IMPORTED_MODULE_5__.a({fault:"github",code:`github-${t}`,message:`GitHub answered ${e} with ${t}: ${r.message}`,cause:r}):r}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_6__.a)(m,"explainGitHubError");var L=_chunk_2HK6PYP7_js__WEBPACK_IMPORTED_MODULE_3__.a.object({fairway:_chunk_2HK6PYP7_js__WEBPACK_IMPORTED_MODULE_3__.a.literal(1),release:_chunk_2HK6PYP7_js__WEBPACK_IMPORTED_MODULE_3__.a.string(),manifestDigest:_chunk_2HK6PYP7_js__WEBPACK_IMPORTED_MODULE_3__.a.string(),manifest:_chunk_2HK6PYP7_js__WEBPACK_IMPORTED_MODULE_3__.a.unknown(),outcome:_chunk_2HK6PYP7_js__WEBPACK_IMPORTED_MODULE_3__.a.enum(_chunk_CKKUIFQI_js__WEBPACK_IMPORTED_MODULE_1__.a),verified:_chunk_2HK6PYP7_js__WEBPACK_IMPORTED_MODULE_3__.a.boolean(),previous:_chunk_2HK6PYP7_js__WEBPACK_IMPORTED_MODULE_3__.a.string().nullable(),rollbackOf:_chunk_2HK6PYP7_js__WEBPACK_IMPORTED_MODULE_3__.a.string().nullable(),runUrl:_chunk_2HK6PYP7_js__WEBPACK_IMPORTED_MODULE_3__.a.string(),by:_chunk_2HK6PYP7_js__WEBPACK_IMPORTED_MODULE_3__.a.string()});async function*g(n,e){for await(let r of n.pages("GET /repos/{owner}/{repo}/deployments",{environment:e}))for(let t of r){let s=L.safeParse(E(t.payload));s.success&&(yield{deploymentId:t.id,environment:t.environment,task:t.task==="rollback"?"rollback":"deploy",commit:t.sha,at:t.created_at,payload:s.data})}}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_6__.a)(g,"readLedger");async function U(n,e){for await(let r of g(n,e))return r}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_6__.a)(U,"currentEntry");function $(n){let{release:e,outcome:r,previous:t}=n.payload;return (0,_chunk_CKKUIFQI_js__WEBPACK_IMPORTED_MODULE_1__.b)(r)?e:r==="rolled-back"?t:null}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_6__.a)($,"runningRelease");async function S(n,e,r){for await(let t of g(n,e))if(t.payload.verified&&t.payload.release!==r)return t}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_6__.a)(S,"lastVerified");async function D(n,e,r){for await(let t of g(n,e))if(t.payload.release===r)return t}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_6__.a)(D,"entryOf");function A(n){return (0,_chunk_INOC3L5Z_js__WEBPACK_IMPORTED_MODULE_2__.d)(JSON.stringify(n.payload.manifest))}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_6__.a)(A,"manifestOf");var x=140;async function M(n,e){let r={fairway:1,release:e.manifest.id,manifestDigest:(0,_chunk_INOC3L5Z_js__WEBPACK_IMPORTED_MODULE_2__.c)(e.manifest),manifest:e.manifest,outcome:e.outcome,verified:e.verified,previous:e.previous,rollbackOf:e.rollbackOf,runUrl:e.runUrl,by:e.by},t=(0,_chunk_73UWWWXJ_js__WEBPACK_IMPORTED_MODULE_4__.a)(e.description,x),s=await n.request("POST /repos/{owner}/{repo}/deployments",{ref:e.manifest.commit,task:e.task,environment:e.environment,description:t,payload:r,auto_merge:!1,required_contexts:[],production_environment:e.production,transient_environment:!1});return await n.request("POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses",{deployment_id:s.id,state:(0,_chunk_CKKUIFQI_js__WEBPACK_IMPORTED_MODULE_1__.b)(e.outcome)?"success":"failure",description:t,log_url:e.runUrl,...e.url&&{environment_url:e.url},auto_inactive:!0}),s.id}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_6__.a)(M,"writeLedger");function E(n){if(typeof n!="string")return n;try{return JSON.parse(n)}catch{return}}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_6__.a)(E,"asObject");


/***/ }),

/***/ 8663:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ l),
/* harmony export */   b: () => (/* binding */ u),
/* harmony export */   c: () => (/* binding */ c),
/* harmony export */   d: () => (/* binding */ g)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
/* harmony import */ var _chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5423);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);
function l(r,n){let o=(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_1__.a)(e=>`| ${e.map(i).join(" | ")} |`,"line");return[o(r),`| ${r.map(()=>"---").join(" | ")} |`,...n.map(o)].join(`
`)}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_1__.a)(l,"markdownTable");function i(r){return r.replaceAll("|","\\|").replaceAll(`
`,"<br>")}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_1__.a)(i,"cell");function u(r){let n=Math.round(r);if(n<60)return`${n} s`;if(n<3600)return[`${Math.floor(n/60)} min`,n%60?`${n%60} s`:""].filter(Boolean).join(" ");let o=Math.round(n%3600/60);return[`${Math.floor(n/3600)} h`,o?`${o} min`:""].filter(Boolean).join(" ")}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_1__.a)(u,"duration");function c(r,n,o=`${n}s`){return`${r} ${r===1?n:o}`}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_1__.a)(c,"plural");function g(r){return r.replace(/^sha256:/,"").slice(0,12)}(0,_chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_1__.a)(g,"shortDigest");


/***/ })

};
