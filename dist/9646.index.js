export const id = 9646;
export const ids = [9646];
export const modules = {

/***/ 2248:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ i),
/* harmony export */   b: () => (/* binding */ s),
/* harmony export */   c: () => (/* binding */ a),
/* harmony export */   d: () => (/* binding */ u)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);
function i(r,n){let t=o=>`| ${o.map(e).join(" | ")} |`;return[t(r),`| ${r.map(()=>"---").join(" | ")} |`,...n.map(t)].join(`
`)}function e(r){return r.replaceAll("|","\\|").replaceAll(`
`,"<br>")}function s(r){let n=Math.round(r);if(n<60)return`${n} s`;if(n<3600)return[`${Math.floor(n/60)} min`,n%60?`${n%60} s`:""].filter(Boolean).join(" ");let t=Math.round(n%3600/60);return[`${Math.floor(n/3600)} h`,t?`${t} min`:""].filter(Boolean).join(" ")}function a(r,n,t=`${n}s`){return`${r} ${r===1?n:t}`}function u(r){return r.replace(/^sha256:/,"").slice(0,12)}


/***/ }),

/***/ 9646:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   main: () => (/* binding */ te)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
/* harmony import */ var _chunk_Q4ZWCHYG_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8420);
/* harmony import */ var _chunk_QXWQ3E5F_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2591);
/* harmony import */ var _chunk_EFGABV5E_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2248);
/* harmony import */ var _chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1384);
/* harmony import */ var _chunk_UYFEYDCV_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7758);
/* harmony import */ var _chunk_Y327N4WG_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(8358);
/* harmony import */ var _chunk_NZUWBMVD_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(5238);
/* harmony import */ var _chunk_RREUC4HP_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(5612);
/* harmony import */ var _chunk_5MA6GLZ4_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(6993);
/* harmony import */ var _chunk_3IZL7DXM_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(6511);
/* harmony import */ var _chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(3441);
/* harmony import */ var _chunk_PWTH4TW3_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(3318);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);
var H={environment:_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_4__.b,manifest:_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_4__.b,status:(0,_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_4__.d)(["success","failure","cancelled"]),verification:_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_4__.c,rollback:_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_4__.c,task:(0,_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_4__.d)(["deploy","rollback"]),reason:_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_4__.c,"config-directory":_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_4__.b,"github-token":_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_4__.b};function T({status:e,verification:t,rollback:o,journal:n}){if(e==="success")return{outcome:n.some(s=>s.outcome!=="unchanged")?"succeeded":"unchanged",verified:J(t)&&(0,_chunk_QXWQ3E5F_js__WEBPACK_IMPORTED_MODULE_2__.b)(t)};if(o==="succeeded")return{outcome:"rolled-back",verified:!1};if(J(o)&&o!=="unchanged")return{outcome:o,verified:!1};let i=n.filter(r=>r.outcome!==void 0&&!(0,_chunk_QXWQ3E5F_js__WEBPACK_IMPORTED_MODULE_2__.b)(r.outcome)).at(-1);return i?.outcome?{outcome:i.outcome,verified:!1}:{outcome:e==="cancelled"?"stopped":"failed",verified:!1}}function J(e){return _chunk_QXWQ3E5F_js__WEBPACK_IMPORTED_MODULE_2__.a.includes(e??"")}function C(e){let{manifest:t,outcome:o,verified:n,previous:i,rollbackOf:r,task:s,reason:a}=e,c=`${o}${n?", verified":""}`,m=s==="rollback"?`rolled back from ${r??"an unknown release"}`:`before: ${i??"none"}`;return`${t.id} ${c} (${m})${a?`: ${a}`:""}`}function I(e){let{environment:t,manifest:o,outcome:n,verified:i,previous:r}=e,s=(0,_chunk_QXWQ3E5F_js__WEBPACK_IMPORTED_MODULE_2__.b)(n)?o.id:n==="rolled-back"?r??"what it ran before":"unknown: look at the dossier",a=Object.entries(o.images).map(([c,{digest:m}])=>`${c} ${(0,_chunk_EFGABV5E_js__WEBPACK_IMPORTED_MODULE_3__.d)(m)}`);return[`### ${t}: release \`${o.id}\` ${n}${i?", verified":""}`,(0,_chunk_EFGABV5E_js__WEBPACK_IMPORTED_MODULE_3__.a)(["",""],[["runs now",s],["before",r??"nothing that the ledger knows"],["commit",o.commit.slice(0,12)],["images",a.join(", ")||"none"],["by",e.by],...e.reason?[["why",e.reason]]:[]])].join(`

`)}async function M(e,t){let{github:o,environment:n,production:i,manifest:r,task:s,reason:a}=t,c=await (0,_chunk_Q4ZWCHYG_js__WEBPACK_IMPORTED_MODULE_1__.c)(o,n.name),m=c?(0,_chunk_Q4ZWCHYG_js__WEBPACK_IMPORTED_MODULE_1__.d)(c):null,{outcome:g,verified:A}=T({...t,journal:await e.journal.entries()}),l={environment:n.name,production:i,task:s,manifest:r,outcome:g,verified:A,previous:m,rollbackOf:s==="rollback"?m:null,url:n.url,runUrl:`${e.github.serverUrl}/${e.github.repository}/actions/runs/${e.github.runId}`,by:e.github.actor},b=C({...l,reason:a}),G=await (0,_chunk_Q4ZWCHYG_js__WEBPACK_IMPORTED_MODULE_1__.h)(o,{...l,description:b});return e.report.info(`${n.name}: ${b}`),await e.summarize(I({...l,reason:a})),{outcome:g,deploymentId:G}}async function te(e){let t=(0,_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_4__.a)(e,H);e.mask(t["github-token"]);let o=await (0,_chunk_NZUWBMVD_js__WEBPACK_IMPORTED_MODULE_7__.e)((0,_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_4__.k)(e,t),t.environment),n=await M(e,{github:await (0,_chunk_Q4ZWCHYG_js__WEBPACK_IMPORTED_MODULE_1__.a)(e,t["github-token"]),environment:o,production:o.pipeline.at(-1)===o.name,manifest:(0,_chunk_UYFEYDCV_js__WEBPACK_IMPORTED_MODULE_5__.d)(t.manifest,o.system),task:t.task,reason:t.reason,status:t.status,verification:t.verification,rollback:t.rollback});e.setOutput("outcome",n.outcome),e.setOutput("deployment-id",String(n.deploymentId))}


/***/ })

};
