export const id = 6625;
export const ids = [6625];
export const modules = {

/***/ 6625:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   main: () => (/* binding */ P)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
/* harmony import */ var _chunk_Q4ZWCHYG_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8420);
/* harmony import */ var _chunk_QXWQ3E5F_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2591);
/* harmony import */ var _chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1384);
/* harmony import */ var _chunk_UYFEYDCV_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7758);
/* harmony import */ var _chunk_Y327N4WG_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8358);
/* harmony import */ var _chunk_5MA6GLZ4_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6993);
/* harmony import */ var _chunk_3IZL7DXM_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(6511);
/* harmony import */ var _chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(3441);
/* harmony import */ var _chunk_PWTH4TW3_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(3318);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);
async function k(t,e,i){if(i==="last-verified"){let a=await (0,_chunk_Q4ZWCHYG_js__WEBPACK_IMPORTED_MODULE_1__.c)(t,e),o=a?(0,_chunk_Q4ZWCHYG_js__WEBPACK_IMPORTED_MODULE_1__.d)(a):null,r=await (0,_chunk_Q4ZWCHYG_js__WEBPACK_IMPORTED_MODULE_1__.e)(t,e,o??void 0);if(r)return r;throw (0,_chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_8__.b)({code:"nothing-to-roll-back-to",message:o?`the ledger of ${e} knows no verified release before ${o}`:`the ledger of ${e} knows no verified release`,cure:"Name a release with `release`, or fix forward."})}let n=await (0,_chunk_Q4ZWCHYG_js__WEBPACK_IMPORTED_MODULE_1__.f)(t,e,i);if(n)return n;throw (0,_chunk_O2UE3CCZ_js__WEBPACK_IMPORTED_MODULE_8__.b)({code:"unknown-release",message:`the ledger of ${e} has no release ${i}`,cure:"Look at the environment\u2019s deployments on GitHub for the ids that were there."})}var $={environment:_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_3__.b,manifest:_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_3__.c,release:_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_3__.c,apply:_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_3__.e,"config-directory":_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_3__.b,role:_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_3__.c,region:_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_3__.c,"github-token":_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_3__.b};async function P(t){let e=(0,_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_3__.a)(t,$);t.mask(e["github-token"]);let i=await (0,_chunk_LAYJO7IZ_js__WEBPACK_IMPORTED_MODULE_3__.j)(t,e),n={environment:i,role:e.role,region:e.region},a=()=>Promise.all(/* import() */[__webpack_require__.e(5238), __webpack_require__.e(5052), __webpack_require__.e(4847), __webpack_require__.e(3447), __webpack_require__.e(4722), __webpack_require__.e(1814), __webpack_require__.e(7834), __webpack_require__.e(4975)]).then(__webpack_require__.bind(__webpack_require__, 4975));if(e.release===void 0){let{undoJob:v}=await a();await v(t,n);return}let o=await k(await (0,_chunk_Q4ZWCHYG_js__WEBPACK_IMPORTED_MODULE_1__.a)(t,e["github-token"]),i.name,e.release),r=(0,_chunk_Q4ZWCHYG_js__WEBPACK_IMPORTED_MODULE_1__.g)(o);if(t.report.info(`${i.name} goes back to release ${r.id} (commit ${r.commit.slice(0,12)}, ${o.payload.verified?"verified":"not verified"} on ${o.at})`),t.setOutput("release",r.id),t.setOutput("commit",r.commit),t.setOutput("manifest",JSON.stringify(r)),!e.apply)return;let{bringBack:h}=await a();await h(t,n,r)}


/***/ })

};
